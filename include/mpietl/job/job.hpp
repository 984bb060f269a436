#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mpietl/audio/registry.hpp"

namespace mpietl::job {

/// The test tones to be made where they are missing.
struct Tones {
  std::int64_t count = 24;
  double duration_seconds = 240.0;
  double frequency_hz = 440.0;
  double amplitude = 0.0;
  std::int64_t sample_rate = 44100;
  std::int64_t channels = 1;
  std::string subtype = "float";
  std::string dir = "sounds";

  bool operator==(const Tones&) const = default;
};

/// How progress is shown on standard error.
enum class ProgressStyle : std::uint8_t {
  automatic,  ///< a bar on a terminal, plain lines elsewhere
  bar,
  plain,
  none,
};

/// "auto", "bar", "plain" or "none".
std::string_view to_string(ProgressStyle style);

/// The style of that name; throws Error(usage) that lists the names.
ProgressStyle progress_style_from(std::string_view text);

/// Items of a grant at most, so that these, with the longest paths, fit into one message.
inline constexpr std::int64_t most_chunk = 100'000;

/// Whether `schedule` is "dynamic"; not when it is "static". Throws Error(usage) for other texts.
bool is_dynamic(const std::string& schedule);

/// When outputs and the journal are on the disk, not only in the system's memory.
enum class Fsync : std::uint8_t {
  never,  ///< the system stores them within half a minute or so; a power cut loses the last ones
  batch,  ///< every few seconds, before the journal calls them done
  file,   ///< each output before it gets its name
};

/// The durability of that name. Throws Error(usage) for other texts.
Fsync fsync_from(const std::string& name);

/// Failed files that stop a job of `items`: of "10" or "5%"; none for an empty text. Throws
/// Error(usage) for other texts.
std::optional<std::int64_t> most_errors(const std::string& max_errors, std::size_t items);

/// All that a run is asked to do: what a job file and the command line say together.
struct Job {
  std::vector<std::string> paths;    ///< files and folders, in order
  std::string files_from;            ///< a list of files; "-": standard input; empty: none
  bool files_from_null = false;      ///< names in that list end with NUL, not with a newline
  std::string base;                  ///< of files and the list; empty: the folder that all share
  std::string manifest;              ///< of a corpus; "-": standard input; empty: none
  std::vector<std::string> include;  ///< patterns of files in folders; none: audio extensions
  std::vector<std::string> exclude;  ///< patterns of files and folders that are left out
  std::string output_dir;            ///< empty: beside each input
  std::string output_manifest;  ///< of the outputs; empty: named as the manifest, in output_dir
  std::string suffix = "-transformed";
  std::string format = "same";   ///< of outputs, as io::parse_output_choice() takes it
  std::string subtype = "same";  ///< likewise
  bool keep_extension = false;   ///< of inputs in the names of outputs of a `format`
  std::string dither = "none";   ///< of integer outputs: "none" or "tpdf"
  std::string fsync = "never";   ///< when what counts as done is on the disk: or "batch", "file"
  std::vector<audio::TransformSpec> transforms;  ///< none: files are converted only
  std::uint64_t seed = 0;
  std::string schedule = "dynamic";  ///< of items over ranks: or "static"
  std::int64_t chunk = 0;            ///< items of a grant; 0: shrinking with what is left
  std::string shard;                 ///< "2/5", as parse_shard() takes it; empty: the whole list
  bool list_files = false;           ///< print a line for each
  bool dry_run = false;              ///< show the plan only
  bool resume = false;               ///< keep what earlier runs of the job have done
  bool retry_crashed = false;        ///< then also try what two of them died over
  std::string on_error = "skip";     ///< what follows a file that fails: or "abort"
  std::string max_errors;    ///< failed files, "10" or "5%", that stop the job; empty: none do
  std::int64_t retries = 0;  ///< of a file, after errors that may pass
  std::string time_limit;    ///< of the job, as parse_duration() takes it; empty: none
  std::string item_timeout;  ///< without progress until a file is told of; empty: none
  std::int64_t threads = 0;  ///< of each rank; 0: as many as it may use
  ProgressStyle progress = ProgressStyle::automatic;
  std::string report = "mpietl-report.h5";
  std::optional<Tones> generate;  ///< tones to make first; the inputs when no others are named

  bool operator==(const Job&) const = default;
};

}  // namespace mpietl::job
