#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "mpietl/job/job.hpp"
#include "mpietl/job/option_parser.hpp"
#include "mpietl/job/options.hpp"

namespace mpietl::app {

/// The options of `mpietl run`.
struct RunRequest {
  bool is_demo = false;
  job::TakenBy command = job::TakenBy::run;  ///< run, map or segment
  std::string job_file;                      ///< empty: none
  std::vector<std::string> paths;            ///< files and folders; empty: the job file names them
  job::TypedOptions options;

  /// Whether inputs were typed. They replace those of a job file.
  [[nodiscard]] bool names_inputs() const {
    return !paths.empty() || options.has(&job::Job::files_from) || options.has(&job::Job::manifest);
  }
};

/// The options of `mpietl demo`.
struct DemoRequest {
  RunRequest run;
  bool remove = false;  ///< delete the files that the demonstration made
};

/// The options of `mpietl map`, which include the command.
struct MapRequest {
  RunRequest run;
};

/// The options of `mpietl segment`.
struct SegmentRequest {
  RunRequest run;
};

/// The options of `mpietl bench`: the work, as for a run, and lists of configurations.
struct BenchRequest {
  RunRequest run;
  std::vector<std::int64_t> ranks;
  std::vector<std::int64_t> threads;
  std::vector<std::int64_t> chunks;
  std::vector<job::Schedule> schedules;
  std::int64_t repetitions = 5;
};

/// The options of `mpietl generate`; defaults for the rest.
struct GenerateRequest {
  job::Tones tones;
  std::int64_t threads = 0;
  job::ProgressStyle progress = job::ProgressStyle::automatic;
};

/// The options of `mpietl report`.
struct ReportRequest {
  std::vector<std::string> paths;
  std::optional<std::string> run;
  std::optional<std::string> html;   ///< path of the page; "-": standard output
  std::optional<std::string> json;   ///< likewise
  std::optional<std::string> csv;    ///< likewise
  std::optional<std::string> trace;  ///< likewise
  std::optional<std::string> job;    ///< likewise: of the job file
  bool join = false;
  bool schema = false;  ///< print the schema, without a report
  std::optional<std::string> from_journal;
  std::optional<std::string> report;  ///< the report to make, from a journal or by joining

  /// Whether to export reports instead of showing them.
  [[nodiscard]] bool wants_product() const { return html || json || csv || trace || job; }
};

/// The options of `mpietl status`.
struct StatusRequest {
  std::string report;
  bool json = false;
  bool watch = false;
  std::optional<job::Duration> interval;
};

/// The options of `mpietl verify`.
struct VerifyRequest {
  std::string report;
  std::optional<std::string> root;
  std::int64_t threads = 0;
  job::ProgressStyle progress = job::ProgressStyle::automatic;
};

/// The options of `mpietl plan`; empty if not typed.
struct PlanRequest {
  std::string report;
  std::vector<std::int64_t> ranks;
  std::optional<std::int64_t> items;
  std::optional<job::Duration> time_limit;
  std::optional<std::int64_t> threads;
  std::optional<std::int64_t> cpus_per_node;
  job::Schedule schedule = job::Schedule::dynamic_grants;
  std::optional<std::int64_t> chunk;
};

/// Help or version: text for standard output.
struct TextRequest {
  std::string text;
};

using Request =
    std::variant<RunRequest, DemoRequest, MapRequest, SegmentRequest, BenchRequest, GenerateRequest,
                 VerifyRequest, ReportRequest, StatusRequest, PlanRequest, TextRequest>;

/// Parses the command line. Without arguments it means the demonstration under a launcher,
/// otherwise a short help. Throws Error(usage), which suggests the nearest option for an unknown
/// one.
Request parse_command_line(int argc, const char* const* argv, bool is_launched);

/// The commands of `mpietl`, except `help`.
const std::vector<std::string>& command_names();

/// The purpose of a command, and its options.
struct CommandHelp {
  std::string description;
  std::vector<job::OptionText> options;

  /// The first part of the description, without the full stop.
  [[nodiscard]] std::string purpose() const;
};

CommandHelp command_help(const std::string& command);

/// Parses the arguments of `command`. Throws as parse_command_line().
Request parse_options(const std::string& command, std::vector<std::string> words);

/// The job of a request: its job file, or the built-in demonstration, overridden by typed options.
/// Throws Error(usage, not_found, permission).
job::Job job_of(const RunRequest& request);

/// Versions of this program and of its libraries, one in a line. Needs no MPI session.
std::string version_text();

}  // namespace mpietl::app
