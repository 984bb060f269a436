#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "mpietl/job/job.hpp"
#include "mpietl/job/options.hpp"

namespace mpietl::app {

/// What was typed behind `mpietl run`.
struct RunRequest {
  bool is_demo = false;
  std::string job_file;            ///< empty: none
  std::vector<std::string> paths;  ///< files and folders; empty: those of the job file
  job::TypedOptions options;

  /// Whether they name inputs, in place of those of a job file.
  [[nodiscard]] bool names_inputs() const {
    return !paths.empty() || options.has(&job::Job::files_from) || options.has(&job::Job::manifest);
  }
};

/// What was typed behind `mpietl demo`.
struct DemoRequest {
  RunRequest run;
  bool remove = false;  ///< what the demonstration made
};

/// What was typed behind `mpietl bench`: the work as for a run, and lists of ways to run it.
struct BenchRequest {
  RunRequest run;
  std::vector<std::int64_t> ranks;
  std::vector<std::int64_t> threads;
  std::vector<std::int64_t> chunks;
  std::vector<job::Schedule> schedules;
  std::int64_t repetitions = 5;
};

/// What was typed behind `mpietl generate`, over the defaults.
struct GenerateRequest {
  job::Tones tones;
  std::int64_t threads = 0;
  job::ProgressStyle progress = job::ProgressStyle::automatic;
};

/// What was typed behind `mpietl report`.
struct ReportRequest {
  std::vector<std::string> paths;
  std::optional<std::string> run;
  std::optional<std::string> html;   ///< where a page is to be made; "-": standard output
  std::optional<std::string> json;   ///< likewise
  std::optional<std::string> csv;    ///< likewise
  std::optional<std::string> trace;  ///< likewise
  bool join = false;
  bool schema = false;  ///< is to be printed; there is no report then
  std::optional<std::string> from_journal;
  std::optional<std::string> report;  ///< to be made of the journal, or of the paths

  /// Whether files or texts are to be made of reports, instead of showing them.
  [[nodiscard]] bool wants_product() const { return html || json || csv || trace; }
};

/// What was typed behind `mpietl status`.
struct StatusRequest {
  std::string report;
  bool json = false;
  bool watch = false;
  std::optional<job::Duration> interval;
};

/// What was typed behind `mpietl verify`.
struct VerifyRequest {
  std::string report;
  std::optional<std::string> root;
  std::int64_t threads = 0;
  job::ProgressStyle progress = job::ProgressStyle::automatic;
};

/// What was typed behind `mpietl plan`; what was not typed is empty.
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

using Request = std::variant<RunRequest, DemoRequest, BenchRequest, GenerateRequest, VerifyRequest,
                             ReportRequest, StatusRequest, PlanRequest, TextRequest>;

/// Reads the command line; without words it is the demonstration for processes that a launcher
/// started, else a short help. Throws Error(usage) that says what is wrong, and the nearest known
/// option for an unknown one.
Request parse_command_line(int argc, const char* const* argv, bool is_launched);

/// Reads the words behind `command`. Throws as parse_command_line().
Request parse_options(const std::string& command, std::vector<std::string> words);

/// The job that a request asks for: its job file (or the built-in demonstration), with what was
/// typed on top. Throws Error(usage, not_found, permission).
job::Job job_of(const RunRequest& request);

/// Versions of this program and of all that is in use with it, a line each. Needs no MPI session.
std::string version_text();

}  // namespace mpietl::app
