#include <cstdio>
#include <optional>
#include <string>
#include <vector>

#include "app/commands.hpp"
#include "app/cores.hpp"
#include "app/distribute.hpp"
#include "app/output_lock.hpp"
#include "app/preflight.hpp"
#include "app/results.hpp"
#include "app/resume.hpp"
#include "app/run_journal.hpp"
#include "app/run_report.hpp"
#include "app/stopping.hpp"
#include "app/transform_all.hpp"
#include "mpietl/comm/clock.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/exit_status.hpp"
#include "mpietl/core/stopwatch.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/io/files/discover.hpp"
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
  const RunName& name;
  const std::string& command_line;
  const Resumption& earlier;
};

/// What this run worked on; what earlier ones did was told by them.
void print_files(const report::FileRows& files, const RunName& name) {
  for (std::size_t i = 0; i < files.size; ++i) {
    const Record file = files.at(i);
    if (file.status == Status::failed) {
      std::printf("%s failed: %s\n", file.path.c_str(), file.error.c_str());
    } else if (file.status == Status::done && file.run == name.number) {
      std::printf("%s completed in %.2fs\n", file.path.c_str(), file.total_seconds);
    }
  }
}

void print_summary(const report::Summary& summary, double etl_seconds) {
  std::printf("etl took %.2fs total: %lld of %lld files done, %lld failed, %lld skipped",
              etl_seconds, static_cast<long long>(summary.done),
              static_cast<long long>(summary.items), static_cast<long long>(summary.failed),
              static_cast<long long>(summary.skipped));
  if (!summary.shard.empty()) {
    std::printf("; shard %s of %lld files", summary.shard.c_str(),
                static_cast<long long>(summary.list_items));
  }
  std::printf("\n");
}

/// Whether the host may be mended, so that the same command can succeed later.
bool is_failure_of_host(const Error& error) {
  return error.reason() == Reason::no_space || error.reason() == Reason::host || error.may_pass();
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

void tell_left_out(const io::LeftOut& left_out) {
  if (left_out.empty()) return;
  std::fprintf(stderr, "mpietl: left out of the folders: %s; --include takes such files\n",
               io::describe(left_out).c_str());
}

void tell_failures(const job::Job& job, const std::string& place, const report::Summary& summary,
                   const report::FileRows& files) {
  if (summary.failed == 0) return;
  if (!job.list_files) name_failed(files);
  std::fprintf(stderr,
               "mpietl: %lld of %lld files failed; the reasons are in %s, show them with: "
               "mpietl report %s\n",
               static_cast<long long>(summary.failed), static_cast<long long>(summary.items),
               escape(place).c_str(), escape(place).c_str());
}

void tell_how_to_go_on(const EndedRun& run, const report::Summary& summary) {
  if (summary.status != "partial") return;
  std::fprintf(stderr, "mpietl: stopped: %s: %lld of %lld files are done; go on%s with: %s\n",
               summary.reason.c_str(), static_cast<long long>(summary.done),
               static_cast<long long>(summary.items),
               summary.ranks > 1 ? ", under mpirun as before," : "",
               to_resume(run.command_line).c_str());
}

/// Once the report tells all, unless an item is under suspicion: that only the journal knows.
void remove_journal(const EndedRun& run) {
  if (run.earlier.set_aside > 0) return;
  std::vector<std::string> ids{run.name.id};
  for (const auto& past : run.earlier.journal) {
    if (!past.seems_alive) ids.push_back(past.run.id);
  }
  try {
    journal::remove_runs(run.name.journal, ids);
  } catch (const Error& error) {
    std::fprintf(stderr, "mpietl: the journal %s stays, though nobody needs it any more: %s\n",
                 escape(run.name.journal).c_str(), error.what());
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
  const auto journal = escape(run.name.journal);
  const auto of_report = status_of_storing(
      "report",
      "what was done stands in " + journal +
          ": make the report from it with: mpietl report --from-journal " + journal,
      [&] { report::write(place, report, files, &run.clock, run.name.id); });
  const auto of_manifest = status_of_storing(
      "manifest of the outputs",
      "what was done is not done again: make it with: " + to_resume(run.command_line),
      [&] { store_manifest(run.job, run.listing, files, run.name.id); });
  return worse(of_report, of_manifest);
}

/// Prints what became of the items of a job, stores its report and the manifest of its outputs, and
/// removes the journal when nobody needs it any more. On rank 0. What cannot be stored, and how to
/// go on where not all was worked on, is told, and in the exit status.
ExitStatus conclude(const EndedRun& run, const Outcome& outcome) {
  const auto files = rows_of(outcome.records, run.listing.items);
  auto report =
      compose_report(run.job, run.listing.whole, outcome, files, run.name.start, run.command_line);
  report.summary.run = run.name.number;
  report.history = run.earlier.history;
  if (run.job.list_files) print_files(files, run.name);
  print_summary(report.summary, run.clock.now());
  auto status = flush_results() ? ExitStatus::all_done : ExitStatus::some_failed;
  if (report.summary.failed > 0) status = ExitStatus::some_failed;
  if (report.summary.status == "partial") status = ExitStatus::stopped_early;
  const auto place = place_of_report(run.job, report.summary);
  const auto of_storing = store(run, place, report, files);
  if (of_storing == ExitStatus::all_done && status != ExitStatus::stopped_early) {
    remove_journal(run);
  }
  tell_left_out(run.listing.left_out);
  tell_failures(run.job, place, report.summary, files);
  tell_how_to_go_on(run, report.summary);
  return worse(status, of_storing);
}

void tell_what_is_replaced(const job::Job& job, const CheckedJob& checked) {
  if (checked.replaced_outputs > 0) {
    std::fprintf(stderr, "mpietl: %zu of %zu outputs exist and will be replaced\n",
                 checked.replaced_outputs, checked.listing.items.size());
  }
  if (checked.replaces_report) {
    std::fprintf(stderr, "mpietl: the report %s exists and will be replaced\n",
                 escape(job.report).c_str());
  }
}

Limits limits_of(const job::Job& job, std::size_t items) {
  Limits limits;
  if (job.time_limit) limits.seconds = job.time_limit->seconds;
  if (job.max_errors) limits.most_failed = job.max_errors->of(items);
  if (job.on_error == job::OnError::abort) limits.most_failed = 0;
  return limits;
}

}  // namespace

ExitStatus run_etl(const comm::Communicator& world, const RunRequest& request,
                   const std::string& command_line) {
  const job::Job job = share_job(world, [&] { return job_of(request); });
  Ranks ranks{world,
              comm::share_clock(world, JobClock()),
              threads_of_rank(world, job.threads),
              job.progress,
              {job.schedule == job::Schedule::dynamic_grants && world.size() > 1,
               static_cast<std::size_t>(job.chunk)}};
  if (job.generate && !job.dry_run) prepare_tones(ranks, job);

  const StopSignals signals;
  ranks.clock = comm::share_clock(world, JobClock());
  const auto start = start_of(ranks.clock);
  const double listing_start = ranks.clock.now();
  Resumption earlier;  // on rank 0
  const auto checked = list_and_check(
      world, request, job,
      [&](const auto& items, const auto& look) { earlier = look_back(job, items, look); });
  const auto& listing = checked.listing;
  if (job.dry_run) return ExitStatus::all_done;
  const auto name = name_run(world, job, earlier, start);
  if (name.is_over) return ExitStatus::all_done;
  const report::Phase listing_phase{"listing", listing_start, ranks.clock.now()};
  ranks.limits = limits_of(job, listing.items.size());

  const auto journal = open_journal(ranks, job, listing, {name, command_line});
  std::optional<OutputLock> output_lock;  // of rank 0
  if (world.is_root()) {
    tell_what_is_replaced(job, checked);
    // Shards of a list are to share the folder.
    const bool is_whole = !job.shard && !job.output_dir.empty();
    if (is_whole) output_lock.emplace(job.output_dir, job.report);
  }
  auto outcome =
      transform_all(ranks, job, listing.items, name, *journal, std::move(earlier.beginning));
  outcome.phases.insert(outcome.phases.begin(), listing_phase);
  return status_from_root(world, [&] {
    return conclude({job, listing, ranks.clock, name, command_line, earlier}, outcome);
  });
}

}  // namespace mpietl::app
