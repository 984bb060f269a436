#include "mpietl/app/run_program.hpp"

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "app/commands.hpp"
#include "app/one_program.hpp"
#include "mpietl/comm/collectives.hpp"
#include "mpietl/comm/launch.hpp"
#include "mpietl/comm/session.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/exit_status.hpp"
#include "mpietl/core/process_info.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/run/worker_parent.hpp"

namespace mpietl::app {

namespace {

std::string joined(int argc, char** argv) {
  std::string text;
  for (int i = 0; i < argc; ++i) {
    const std::string argument = escape(argv[i]);
    const bool plain =
        !argument.empty() && argument.find_first_of(" \t\"'\\$&|;<>()*?") == std::string::npos;
    text += (i > 0 ? " " : "") + (plain ? argument : "'" + argument + "'");
  }
  return text;
}

void print_error(const char* text) { std::fprintf(stderr, "mpietl: %s\n", text); }

/// The run of an ETL that a request asks for; nullptr: it asks for something else.
const RunRequest* run_of(const Request& request) {
  if (const auto* run = std::get_if<RunRequest>(&request)) return run;
  if (const auto* map = std::get_if<MapRequest>(&request)) return &map->run;
  if (const auto* segment = std::get_if<SegmentRequest>(&request)) return &segment->run;
  const auto* demo = std::get_if<DemoRequest>(&request);
  return demo != nullptr && !demo->remove ? &demo->run : nullptr;
}

ExitStatus run_on_ranks(const comm::Communicator& world, const Request& request,
                        const std::string& command_line, run::WorkerParent* worker_parent) {
  if (const auto* run = run_of(request)) {
    return run_etl(world, *run, command_line, *worker_parent);
  }
  if (const auto* bench = std::get_if<BenchRequest>(&request)) {
    return run_bench(world, *bench, command_line, *worker_parent);
  }
  if (const auto* verify = std::get_if<VerifyRequest>(&request)) {
    return verify_outputs(world, *verify);
  }
  return generate_tones(world, std::get<GenerateRequest>(request));
}

/// Prints why a job did not start, on one rank only.
ExitStatus report_failure(bool is_root, const Error& error) {
  if (is_root) print_error(error.what());
  return error.reason() == Reason::stopped ? ExitStatus::stopped_early : ExitStatus::not_started;
}

/// Explains that mpirun's message about an aborted job is harmless: Open MPI prints it for any exit
/// status except 0.
void prepare_for_notice(ExitStatus status) {
  if (status == ExitStatus::all_done || std::getenv("OMPI_COMM_WORLD_SIZE") == nullptr) return;
  std::fprintf(
      stderr,
      "(mpirun's message below only repeats the exit status, %d; mpirun --quiet suppresses it)\n",
      static_cast<int>(status));
}

/// Runs the commands that need no MPI.
ExitStatus run_without_mpi(const Request& request, const std::string& command_line) {
  if (comm::is_further_copy(environment_variables())) return ExitStatus::all_done;
  if (const auto* report = std::get_if<ReportRequest>(&request)) {
    return show_report(*report, command_line);
  }
  if (const auto* status = std::get_if<StatusRequest>(&request)) return show_status(*status);
  if (const auto* plan = std::get_if<PlanRequest>(&request)) return show_plan(*plan);
  if (const auto* demo = std::get_if<DemoRequest>(&request)) return remove_demo(demo->run);
  std::fputs(std::get<TextRequest>(request).text.c_str(), stdout);
  return ExitStatus::all_done;
}

/// Shards are separate runs even under one launcher.
comm::LaunchMode mode_of(std::span<char*> words) {
  const auto is_shard = [](std::string_view word) { return word.starts_with("--shard"); };
  const auto command = std::ranges::find(words, std::string_view("--"));
  return std::any_of(words.begin(), command, is_shard) ? comm::LaunchMode::separate_jobs
                                                       : comm::LaunchMode::one_job;
}

/// Whether this process prints an error that all processes without MPI would print.
bool speaks_for_all(comm::LaunchMode mode) {
  return mode == comm::LaunchMode::separate_jobs || comm::launcher_rank().value_or(0) == 0;
}

/// Whether worker processes process files.
bool needs_workers(const Request& request) {
  return run_of(request) != nullptr || std::holds_alternative<BenchRequest>(request);
}

bool needs_mpi(const Request& request) {
  return needs_workers(request) || std::holds_alternative<VerifyRequest>(request) ||
         std::holds_alternative<GenerateRequest>(request);
}

}  // namespace

int run_program(int argc, char** argv) {
  // Writes beyond the file size limit should fail instead of ending the program.
  std::signal(SIGXFSZ, SIG_IGN);
  // So should writes to a closed pipe.
  std::signal(SIGPIPE, SIG_IGN);
  const std::string command_line = joined(argc, argv);
  ExitStatus status{};
  const auto mode = mode_of({argv, static_cast<std::size_t>(argc)});
  try {
    const Request request = parse_command_line(argc, argv, comm::launcher_rank().has_value());
    if (!needs_mpi(request)) return static_cast<int>(run_without_mpi(request, command_line));
    // Workers are forked from a process without MPI and threads.
    std::unique_ptr<run::WorkerParent> worker_parent;
    if (needs_workers(request)) worker_parent = std::make_unique<run::WorkerParent>();
    const comm::Session session(&argc, &argv, mode);
    const auto world = session.world();
    try {
      refuse_different_starts(world, joined(argc - 1, argv + 1));
      status = run_on_ranks(world, request, command_line, worker_parent.get());
    } catch (const Error& error) {
      status = report_failure(world.is_root(), error);
    }
    std::fflush(stdout);
    if (world.is_root()) prepare_for_notice(status);
    // Leave together: a launcher ends all ranks when one exits with an error.
    comm::barrier(world);
  } catch (const Error& error) {
    status = report_failure(speaks_for_all(mode), error);
  }
  return static_cast<int>(status);
}

}  // namespace mpietl::app
