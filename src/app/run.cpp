#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "app/commands.hpp"
#include "app/cores.hpp"
#include "app/distributed_files.hpp"
#include "app/dry_run.hpp"
#include "app/output_lock.hpp"
#include "app/past_runs.hpp"
#include "app/preflight.hpp"
#include "app/progress_display.hpp"
#include "app/results.hpp"
#include "app/resume.hpp"
#include "app/run_journal.hpp"
#include "app/run_report.hpp"
#include "mpietl/comm/clock.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/exit_status.hpp"
#include "mpietl/core/stopwatch.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/dispatch/run_job.hpp"
#include "mpietl/dispatch/stop_signals.hpp"
#include "mpietl/io/files/file_system.hpp"
#include "mpietl/job/items.hpp"
#include "mpietl/job/job.hpp"
#include "mpietl/journal/journal.hpp"
#include "mpietl/report/hdf5/file.hpp"

namespace mpietl::app {

namespace {

/// A run of the ETL that has come to its end.
struct EndedRun {
  const job::Job& job;
  const job::Listing& listing;
  const JobClock& clock;
  const RunInfo& info;
  const std::string& command_line;
  const PreviousRuns& previous;
};

/// What this run worked on; what earlier ones did was told by them.
void print_files(const report::FileRows& files, const RunInfo& run) {
  for (std::size_t i = 0; i < files.size; ++i) {
    const Record file = files.at(i);
    if (file.status == Status::failed) {
      std::printf("%s failed: %s\n", file.path.c_str(), file.error.c_str());
    } else if (file.status == Status::done && file.run == run.number) {
      std::printf("%s completed in %.2fs\n", file.path.c_str(), file.total_seconds);
    }
  }
}

void print_summary(const report::Summary& summary, double etl_seconds) {
  std::printf("etl took %.2fs total: %lld of %lld files done, %lld failed, %lld skipped",
              etl_seconds, static_cast<long long>(summary.done),
              static_cast<long long>(summary.items), static_cast<long long>(summary.failed),
              static_cast<long long>(summary.skipped));
  if (summary.dropped > 0) std::printf(", %lld dropped", static_cast<long long>(summary.dropped));
  if (!summary.shard.empty()) {
    std::printf("; shard %s of %lld files", summary.shard.c_str(),
                static_cast<long long>(summary.list_items));
  }
  std::printf("\n");
}

/// Whether the host may be mended, so that the same command can succeed later.
bool is_failure_of_host(const Error& error) {
  return error.reason() == Reason::no_space || error.reason() == Reason::host ||
         error.is_transient();
}

/// Calls `act`; says what is missing, and how to get it without doing the work again, when that
/// throws.
template <class Act>
ExitStatus status_of_storing(const std::string& what, const std::string& remedy, const Act& act) {
  try {
    act();
    return ExitStatus::all_done;
  } catch (const Error& error) {
    std::fprintf(stderr, "mpietl: the work has ended, but there is no %s: %s; %s\n", what.c_str(),
                 error.what(), remedy.c_str());
    return is_failure_of_host(error) ? ExitStatus::stopped_early : ExitStatus::some_failed;
  }
}

/// The first files that failed; a job of a million may have many.
void name_failed(const report::FileRows& files) {
  constexpr int most = 5;
  int named = 0;
  for (std::size_t i = 0; i < files.size && named < most; ++i) {
    const Record file = files.at(i);
    if (file.status != Status::failed) continue;
    std::fprintf(stderr, "mpietl: %s failed: %s\n", file.path.c_str(), file.error.c_str());
    ++named;
  }
}

void warn_of_left_out(const io::LeftOut& left_out) {
  if (left_out.empty()) return;
  std::fprintf(stderr, "mpietl: left out of the folders: %s; --include takes such files\n",
               io::describe(left_out).c_str());
}

void print_failures(const job::Job& job, const std::string& place, const report::Summary& summary,
                    const report::FileRows& files) {
  if (summary.failed == 0) return;
  if (!job.list_files) name_failed(files);
  std::fprintf(stderr,
               "mpietl: %lld of %lld files failed; the reasons are in %s, show them with: "
               "mpietl report %s\n",
               static_cast<long long>(summary.failed), static_cast<long long>(summary.items),
               escape(place).c_str(), escape(place).c_str());
}

void print_how_to_resume(const EndedRun& run, const report::Summary& summary) {
  if (summary.status != "partial") return;
  std::fprintf(stderr, "mpietl: stopped: %s: %lld of %lld files are done; go on%s with: %s\n",
               summary.reason.c_str(), static_cast<long long>(summary.done),
               static_cast<long long>(summary.items),
               summary.ranks > 1 ? ", under mpirun as before," : "",
               to_resume(run.command_line).c_str());
}

/// Once the report tells all, unless an item is under suspicion: that only the journal knows.
void remove_journal(const EndedRun& run) {
  if (run.previous.set_aside > 0) return;
  std::vector<std::string> ids{run.info.id};
  for (const auto& past : run.previous.journal) {
    if (!past.seems_alive) ids.push_back(past.run.id);
  }
  try {
    journal::remove_runs(run.info.journal, ids);
  } catch (const Error& error) {
    std::fprintf(stderr, "mpietl: the journal %s stays, though nobody needs it any more: %s\n",
                 escape(run.info.journal).c_str(), error.what());
  }
}

ExitStatus worse(ExitStatus a, ExitStatus b) {
  return static_cast<int>(a) > static_cast<int>(b) ? a : b;
}

/// A report that tells of done work is not replaced by one that tells of none.
std::string place_of_report(const job::Job& job, const report::Summary& summary) {
  if (summary.done > 0 || io::file_bytes(job.report) < 0) return job.report;
  try {
    const auto done = report::read(job.report).summary.done;
    if (done == 0) return job.report;
    auto other = job.report + ".failed.h5";
    std::fprintf(stderr,
                 "mpietl: %s stays, since it tells of %lld files that are done and this run did "
                 "none; the report of this run is %s\n",
                 escape(job.report).c_str(), static_cast<long long>(done), escape(other).c_str());
    return other;
  } catch (const Error&) {
    return job.report;
  }
}

ExitStatus store(const EndedRun& run, const std::string& place, const report::Overview& report,
                 const report::FileRows& files) {
  const auto journal = escape(run.info.journal);
  const auto of_report = status_of_storing(
      "report",
      "what was done stands in " + journal +
          ": make the report from it with: mpietl report --from-journal " + journal,
      [&] { report::write(place, report, files, &run.clock, run.info.id); });
  const auto of_manifest = status_of_storing(
      "manifest of the outputs",
      "what was done is not done again: make it with: " + to_resume(run.command_line),
      [&] { store_manifest(run.job, run.listing, files, run.info.id); });
  return worse(of_report, of_manifest);
}

/// Prints what became of the items of a job, stores its report and the manifest of its outputs, and
/// removes the journal when nobody needs it any more. On rank 0. What cannot be stored, and how to
/// go on where not all was worked on, is told, and in the exit status.
ExitStatus conclude(const EndedRun& run, const dispatch::Outcome& outcome) {
  const auto files = rows_of(outcome.records, run.listing.items);
  auto report =
      compose_report(run.job, run.listing.whole, outcome, files, run.info.start, run.command_line);
  report.summary.run = run.info.number;
  report.history = run.previous.history;
  if (run.job.list_files) print_files(files, run.info);
  print_summary(report.summary, run.clock.now());
  auto status = flush_results() ? ExitStatus::all_done : ExitStatus::some_failed;
  if (report.summary.failed > 0) status = ExitStatus::some_failed;
  if (report.summary.status == "partial") status = ExitStatus::stopped_early;
  const auto place = place_of_report(run.job, report.summary);
  const auto of_storing = store(run, place, report, files);
  if (of_storing == ExitStatus::all_done && status != ExitStatus::stopped_early) {
    remove_journal(run);
  }
  warn_of_left_out(run.listing.left_out);
  print_failures(run.job, place, report.summary, files);
  print_how_to_resume(run, report.summary);
  return worse(status, of_storing);
}

void warn_of_replaced(const job::Job& job, std::size_t items, const Replaced& replaced) {
  if (replaced.outputs > 0) {
    std::fprintf(stderr, "mpietl: %zu of %zu outputs exist and will be replaced\n",
                 replaced.outputs, items);
  }
  if (replaced.report) {
    std::fprintf(stderr, "mpietl: the report %s exists and will be replaced\n",
                 escape(job.report).c_str());
  }
}

dispatch::Dealing dealing_of(const job::Job& job, int ranks) {
  return {job.schedule == job::Schedule::dynamic_grants && ranks > 1,
          static_cast<std::size_t>(job.chunk)};
}

dispatch::Limits limits_of(const job::Job& job, std::size_t items) {
  dispatch::Limits limits;
  if (job.time_limit) limits.seconds = job.time_limit->seconds;
  if (job.max_errors) limits.max_failed = job.max_errors->of(items);
  if (job.on_error == job::OnError::abort) limits.max_failed = 0;
  return limits;
}

/// What rank 0 knows before the work; nothing on the others.
struct Prepared {
  job::Listing listing;
  PreviousRuns previous;
  Replaced replaced;
};

void show(const DryRun& run, const job::Job& job) {
  std::fputs(dry_run_text(run, job).c_str(), stdout);
  if (!flush_results()) throw Error(Reason::storage, "the dry run could not be shown");
}

/// Rank 0's part of prepare(): refuses what would fail later, and makes the output folder, unless
/// the run is a dry one, which is shown.
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
Prepared prepare(const comm::Communicator& world, const RunRequest& request, const job::Job& job) {
  Prepared prepared;
  with_distributed_files(world, job, [&](const DistributedFiles& files) {
    prepared = prepare_on_root(request, job, world.size(), files);
  });
  return prepared;
}

/// Keeps other runs out of the output folder, on rank 0. Shards of a list are to share the folder.
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
  if (job.generate && !job.dry_run) prepare_tones(ranks, job);

  const dispatch::StopSignals signals;
  ranks.clock = comm::share_clock(world, JobClock());
  const auto start = start_of(ranks.clock);
  const double listing_start = ranks.clock.now();
  auto prepared = prepare(world, request, job);
  if (job.dry_run) return ExitStatus::all_done;
  const auto& items = prepared.listing.items;
  const auto info = begin_run(world, job, prepared.previous, start);
  if (info.is_over) return ExitStatus::all_done;
  const dispatch::Phase listing_phase{"listing", listing_start, ranks.clock.now()};
  ranks.limits = limits_of(job, items.size());

  const auto journal = open_journal(ranks, job, prepared.listing, {info, command_line});
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
