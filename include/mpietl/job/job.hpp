#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mpietl/audio/chain.hpp"
#include "mpietl/audio/measurement.hpp"
#include "mpietl/audio/registry.hpp"
#include "mpietl/audio/segmentation.hpp"
#include "mpietl/job/values.hpp"

namespace mpietl::job {

/// Test tones, made where they are missing.
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

/// Most items in a grant, so that a grant with the longest paths fits into one message.
inline constexpr std::int64_t max_chunk = 100'000;

/// The settings of a run, from job file and command line. Each member but `generate` has its entry
/// in job_options().
struct Job {
  std::vector<std::string> paths;    ///< files and folders, in order
  std::string files_from;            ///< a list of files; "-": standard input; empty: none
  bool files_from_null = false;      ///< names in that list end with NUL, not with a newline
  bool allow_commands = false;       ///< run the commands of the manifest
  bool keep_last = false;            ///< keep a shorter window at the end of an input
  std::string base;                  ///< of files and the list; empty: their common folder
  std::string manifest;              ///< "-": standard input; empty: none
  std::string segments;              ///< a list of segments of the inputs; empty: complete inputs
  io::StreamChoice audio_stream;     ///< the audio stream to read of each input
  std::optional<Duration> window;    ///< length of windows to cut inputs into; none: no windows
  std::optional<Duration> hop;       ///< from one window to the next; none: as long as a window
  std::vector<std::string> include;  ///< patterns of files in folders; none: all audio extensions
  std::vector<std::string> exclude;  ///< patterns of files and folders to skip
  std::string output_dir;            ///< empty: beside each input
  std::string output_manifest;       ///< of outputs; empty: named as the manifest, in output_dir
  std::string suffix = "-transformed";
  io::FormatChoice format;                     ///< of outputs
  io::SubtypeChoice subtype;                   ///< likewise
  std::int64_t rate = 0;                       ///< of outputs, in Hz; 0: the chain's
  std::int64_t channels = 0;                   ///< of outputs; 0: the chain's
  bool no_output = false;                      ///< make only the rows of the report
  bool keep_extension = false;                 ///< keep the input's extension in the output's name
  audio::Dither dither = audio::Dither::none;  ///< of integer outputs
  Isolation isolation = Isolation::process;    ///< of the threads that access the files
  Fsync fsync = Fsync::never;                  ///< when outputs are forced to the disk
  bool shell = false;                          ///< the command is one text for /bin/sh
  std::vector<std::string> command;            ///< of `mpietl map`, for each item; none: the ETL
  std::string extension;                       ///< of the command's outputs; empty: the input's
  std::string results;          ///< folder for what the command prints; empty: not kept
  std::string output_segments;  ///< the list that `mpietl segment` makes; empty: another command
  double top_db = audio::Segmentation{}.top_db;
  double min_gap_seconds = audio::Segmentation{}.min_gap_seconds;
  double min_length_seconds = audio::Segmentation{}.min_length_seconds;
  double max_length_seconds = audio::Segmentation{}.max_length_seconds;
  double padding_seconds = audio::Segmentation{}.padding_seconds;
  std::int64_t frame_length = audio::Segmentation{}.frame_length;
  std::int64_t hop_length = audio::Segmentation{}.hop_length;
  std::vector<audio::TransformSpec> transforms;  ///< none: only convert
  std::uint64_t seed = 0;
  std::int64_t threads = 0;  ///< of each rank; 0: the cores that it may use
  Schedule schedule = Schedule::dynamic_grants;
  std::int64_t chunk = 0;      ///< items per grant; 0: automatic, shrinking
  std::optional<Shard> shard;  ///< none: the complete list
  std::string report = "mpietl-report.h5";
  audio::MeasureSet measure;  ///< of outputs, for the report
  ProgressStyle progress = ProgressStyle::automatic;
  bool list_files = false;     ///< print a line for each file
  bool dry_run = false;        ///< only show the plan
  bool resume = false;         ///< keep the results of earlier runs of the job
  bool retry_crashed = false;  ///< then also retry items during which two runs died
  OnError on_error = OnError::skip;
  std::optional<ErrorLimit> max_errors;  ///< more errors stop the job
  std::int64_t retries = 0;              ///< of a file, after transient errors
  std::optional<Duration> time_limit;    ///< of the job
  std::optional<Duration> item_timeout;  ///< longest time without progress on a file
  std::optional<Size> memory_limit;      ///< of a rank's worker process
  std::optional<Tones> generate;         ///< tones to make first; the inputs when none are named

  bool operator==(const Job&) const = default;
};

/// All transforms of a job: those in its list, then those that change channels and rate. Only a mix
/// to mono comes before the rate, so that fewer samples have to be resampled.
std::vector<audio::TransformSpec> whole_chain(const Job& job);

/// The same chain with the codecs of this program, ready to use. Throws as audio::Chain.
audio::Chain chain_of(const Job& job);

}  // namespace mpietl::job
