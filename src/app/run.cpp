#include <cstdio>
#include <memory>
#include <string>

#include "app/commands.hpp"
#include "app/conclude.hpp"
#include "app/cores.hpp"
#include "app/distributed_files.hpp"
#include "app/dry_run.hpp"
#include "app/input_lengths.hpp"
#include "app/output_lock.hpp"
#include "app/past_runs.hpp"
#include "app/preflight.hpp"
#include "app/progress_display.hpp"
#include "app/results.hpp"
#include "app/resume.hpp"
#include "app/run_journal.hpp"
#include "mpietl/comm/clock.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/exit_status.hpp"
#include "mpietl/core/stopwatch.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/dispatch/run_job.hpp"
#include "mpietl/dispatch/stop_signals.hpp"
#include "mpietl/job/command.hpp"
#include "mpietl/job/items.hpp"
#include "mpietl/job/job.hpp"
#include "mpietl/journal/journal.hpp"

namespace mpietl::app {

namespace {

/// Prints how to remove the demonstration's files, and how to process other files.
void introduce_demo(const comm::Communicator& world, const job::Job& job) {
  if (!world.is_root() || job.dry_run || !job.generate) return;
  std::fprintf(stderr,
               "mpietl: this demonstration works on generated tones in %s; mpietl demo --remove "
               "deletes what it made\n"
               "mpietl: for your own files: mpietl run FOLDER --output-dir OUT --transform "
               "gaussian_snr; more: mpietl --help\n",
               escape(job.generate->dir).c_str());
}

void warn_of_replaced(const job::Job& job, std::size_t items, const Replaced& replaced) {
  if (replaced.outputs > 0) {
    std::fprintf(stderr, "mpietl: %zu of %zu outputs exist and will be replaced\n",
                 replaced.outputs, items);
  }
  if (replaced.report) {
    std::fprintf(stderr,
                 "mpietl: the report %s exists and will be replaced, unless all files fail\n",
                 escape(job.report).c_str());
  }
}

// The cost of commands is unknown. An estimate that is too high costs a few milliseconds; one that
// is too low makes other ranks wait for hours.
constexpr schedule::LinearCost usual_command{.seconds_per_unit = 1e-7, .seconds_per_task = 1.0};

dispatch::Dealing dealing_of(const job::Job& job, int ranks) {
  dispatch::Dealing dealing{job.schedule == job::Schedule::dynamic_grants && ranks > 1,
                            static_cast<std::size_t>(job.chunk)};
  if (job::is_map(job)) dealing.prior = usual_command;
  return dealing;
}

dispatch::Limits limits_of(const job::Job& job, std::size_t items) {
  dispatch::Limits limits;
  if (job.time_limit) limits.seconds = job.time_limit->seconds;
  if (job.max_errors) limits.max_failed = job.max_errors->of(items);
  if (job.on_error == job::OnError::abort) limits.max_failed = 0;
  return limits;
}

/// The preparation of rank 0; empty on other ranks.
struct Prepared {
  job::Listing listing;
  PreviousRuns previous;
  Replaced replaced;
};

void show(const DryRun& run, const job::Job& job) {
  std::fputs(dry_run_text(run, job).c_str(), stdout);
  if (!flush_results())
    throw Error(Reason::storage, "the result of the dry run could not be printed");
}

/// Rank 0's part of prepare(): checks for what would fail later, and makes the output folder. A dry
/// run is printed instead.
Prepared prepare_on_root(const RunRequest& request, const job::Job& job, int ranks,
                         const DistributedFiles& files) {
  Prepared prepared;
  prepared.listing = list_job(request, job, files);
  const auto& items = prepared.listing.items;
  prepared.previous = load_previous_runs(job, dispatch::UnitList(items), files.file_system);
  print_previous_runs(job, items.size(), prepared.previous);
  if (job.dry_run) {
    show(make_dry_run(job, prepared.listing, ranks, files), job);
    check_room(job, items, files);
    return prepared;
  }
  remove_leftovers(job, items, prepared.previous.journal);
  check_room(job, items, files);
  prepared.replaced = find_replaced(job, items, files);
  make_output_folder(job, items);
  return prepared;
}

/// Collective. Throws Error, the same on all ranks.
Prepared prepare(const dispatch::Ranks& ranks, const RunRequest& request, const job::Job& job) {
  const auto lengths = lengths_for_windows(ranks, job);
  Prepared prepared;
  with_distributed_files(ranks.world, job, [&](DistributedFiles files) {
    use_lengths(lengths, files.file_system);
    prepared = prepare_on_root(request, job, ranks.world.size(), files);
  });
  return prepared;
}

/// Marks the output folder as in use, on rank 0. Shards share a folder, so they do not mark it.
std::unique_ptr<OutputLock> lock_outputs(const comm::Communicator& world, const job::Job& job) {
  const bool is_whole = !job.shard && !job.output_dir.empty();
  if (!world.is_root() || !is_whole) return nullptr;
  return std::make_unique<OutputLock>(job.output_dir, job.report);
}

}  // namespace

ExitStatus run_etl(const comm::Communicator& world, const RunRequest& request,
                   const std::string& command_line, run::WorkerParent& worker_parent) {
  const job::Job job = share_job(world, [&] { return job_of(request); });
  dispatch::Ranks ranks{.world = world,
                        .clock = comm::share_clock(world, JobClock()),
                        .threads = threads_of_rank(world, job.threads),
                        .dealing = dealing_of(job, world.size()),
                        .show_progress = progress_in(job.progress),
                        .worker_parent = &worker_parent};
  if (request.is_demo) introduce_demo(world, job);
  if (job.generate && !job.dry_run) prepare_tones(ranks, job);

  const dispatch::StopSignals signals;
  ranks.clock = comm::share_clock(world, JobClock());
  const auto start = start_of(ranks.clock);
  const double listing_start = ranks.clock.now();
  auto prepared = prepare(ranks, request, job);
  if (job.dry_run) return ExitStatus::all_done;
  const auto& items = prepared.listing.items;
  const auto info = begin_run(world, job, prepared.previous, start);
  if (info.is_over) return ExitStatus::all_done;
  const dispatch::Phase listing_phase{"listing", listing_start, ranks.clock.now()};
  ranks.limits = limits_of(job, items.size());

  const auto journal =
      open_journal(ranks, job, prepared.listing, {info, command_line, prepared.previous.state});
  if (world.is_root()) warn_of_replaced(job, items.size(), prepared.replaced);
  const auto output_lock = lock_outputs(world, job);
  auto outcome = dispatch::run_job(ranks, job, dispatch::UnitList(items), info, journal.get(),
                                   std::move(prepared.previous.state));
  outcome.phases.insert(outcome.phases.begin(), listing_phase);
  return status_from_root(world, [&] {
    return conclude({job, prepared.listing, ranks.clock, info, command_line, prepared.previous},
                    outcome);
  });
}

}  // namespace mpietl::app
