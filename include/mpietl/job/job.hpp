#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mpietl/audio/chain.hpp"
#include "mpietl/audio/measurement.hpp"
#include "mpietl/audio/registry.hpp"
#include "mpietl/job/values.hpp"

namespace mpietl::job {

/// The test tones to be made where they are missing.
struct Tones {
  std::int64_t count = 24;
  double duration_seconds = 240.0;
  double frequency_hz = 440.0;
  double amplitude = 0.0;
  std::int64_t sample_rate = 44100;
  std::int64_t channels = 1;
  ToneSubtype subtype;
  std::string dir = "sounds";

  bool operator==(const Tones&) const = default;
};

/// Items of a grant at most, so that these, with the longest paths, fit into one message.
inline constexpr std::int64_t max_chunk = 100'000;

/// All that a run is asked to do: what a job file and the command line say together. Each member
/// but `generate` has its row in job_options().
struct Job {
  std::vector<std::string> paths;    ///< files and folders, in order
  std::string files_from;            ///< a list of files; "-": standard input; empty: none
  bool files_from_null = false;      ///< names in that list end with NUL, not with a newline
  bool allow_commands = false;       ///< of the manifest may run
  std::string base;                  ///< of files and the list; empty: the folder that all share
  std::string manifest;              ///< of a corpus; "-": standard input; empty: none
  std::string segments;              ///< a list of parts of the inputs; empty: they are whole
  std::vector<std::string> include;  ///< patterns of files in folders; none: audio extensions
  std::vector<std::string> exclude;  ///< patterns of files and folders that are left out
  std::string output_dir;            ///< empty: beside each input
  std::string output_manifest;       ///< of outputs; empty: named as the manifest, in output_dir
  std::string suffix = "-transformed";
  io::FormatChoice format;                     ///< of outputs
  io::SubtypeChoice subtype;                   ///< likewise
  std::int64_t rate = 0;                       ///< of outputs, in Hz; 0: as the chain makes it
  std::int64_t channels = 0;                   ///< of outputs; 0: likewise
  bool no_output = false;                      ///< rows of the report only
  bool keep_extension = false;                 ///< of inputs in names of outputs of a `format`
  audio::Dither dither = audio::Dither::none;  ///< of integer outputs
  Isolation isolation = Isolation::process;    ///< of what touches the files
  Fsync fsync = Fsync::never;                  ///< of what counts as done
  std::vector<std::string> command;            ///< of `mpietl map`, on each item; none: the ETL
  bool shell = false;                          ///< it is one text, for /bin/sh
  std::string extension;                       ///< of its outputs; empty: that of the input
  std::string results;  ///< folder of what it prints; empty: that is not kept
  std::vector<audio::TransformSpec> transforms;  ///< none: files are converted only
  std::uint64_t seed = 0;
  std::int64_t threads = 0;  ///< of each rank; 0: as many as it may use
  Schedule schedule = Schedule::dynamic_grants;
  std::int64_t chunk = 0;      ///< items of a grant; 0: shrinking with what is left
  std::optional<Shard> shard;  ///< none: the whole list
  std::string report = "mpietl-report.h5";
  audio::MeasureSet measure;  ///< of outputs, for the report
  ProgressStyle progress = ProgressStyle::automatic;
  bool list_files = false;     ///< print a line for each
  bool dry_run = false;        ///< show the plan only
  bool resume = false;         ///< keep what earlier runs of the job have done
  bool retry_crashed = false;  ///< then also try what two of them died over
  OnError on_error = OnError::skip;
  std::optional<ErrorLimit> max_errors;  ///< more of them stop the job
  std::int64_t retries = 0;              ///< of a file, after errors that may pass
  std::optional<Duration> time_limit;    ///< of the job
  std::optional<Duration> item_timeout;  ///< without progress until a file is told of
  std::optional<Size> memory_limit;      ///< of a rank's worker process
  std::optional<Tones> generate;  ///< tones to make first; the inputs when no others are named

  bool operator==(const Job&) const = default;
};

/// All transforms of a job: those that it names, then what makes its channels and its rate. Only a
/// mix to mono comes before the rate, so that less has to be resampled.
std::vector<audio::TransformSpec> whole_chain(const Job& job);

/// The same ready to work, with the codecs of this program. Throws as audio::Chain does.
audio::Chain chain_of(const Job& job);

}  // namespace mpietl::job
