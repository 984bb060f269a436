#include "app/conclude.hpp"

#include <cstdio>
#include <string>
#include <vector>

#include "app/ending.hpp"
#include "app/results.hpp"
#include "app/run_report.hpp"
#include "app/segment.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/io/files/file_system.hpp"
#include "mpietl/io/files/folder.hpp"
#include "mpietl/job/command.hpp"
#include "mpietl/job/found_segments.hpp"
#include "mpietl/journal/journal.hpp"
#include "mpietl/report/hdf5/file.hpp"

namespace mpietl::app {

namespace {

/// The items of this run only; earlier runs have printed theirs.
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

const char* name_of_work(const job::Job& job) {
  if (job::is_segment(job)) return "segment";
  return job::is_map(job) ? "map" : "etl";
}

void print_summary(const report::Summary& summary, const job::Job& job, double seconds) {
  std::printf("%s took %.2fs total: %lld of %lld %s done, %lld failed, %lld skipped",
              name_of_work(job), seconds, static_cast<long long>(summary.done),
              static_cast<long long>(summary.items), job::is_map(job) ? "items" : "files",
              static_cast<long long>(summary.failed), static_cast<long long>(summary.skipped));
  if (summary.dropped > 0) std::printf(", %lld dropped", static_cast<long long>(summary.dropped));
  if (!summary.shard.empty()) {
    std::printf("; shard %s of %lld files", summary.shard.c_str(),
                static_cast<long long>(summary.list_items));
  }
  std::printf("\n");
}

/// Whether the host caused the error, so that the same command may succeed later.
bool is_failure_of_host(const Error& error) {
  return error.reason() == Reason::no_space || error.reason() == Reason::host ||
         error.is_transient();
}

/// Calls `act`. If it throws, prints what is missing, and how to get it without repeating the work.
template <class Act>
ExitStatus status_of_storing(const std::string& what, const std::string& remedy, const Act& act) {
  try {
    act();
    return ExitStatus::all_done;
  } catch (const Error& error) {
    std::fprintf(stderr, "mpietl: the work has ended, but the %s could not be written: %s; %s\n",
                 what.c_str(), error.what(), remedy.c_str());
    return is_failure_of_host(error) ? ExitStatus::stopped_early : ExitStatus::some_failed;
  }
}

void warn_of_left_out(const io::LeftOut& left_out) {
  if (left_out.empty()) return;
  std::fprintf(stderr, "mpietl: ignored in the folders: %s; --include adds such files%s\n",
               io::describe(left_out).c_str(),
               left_out.contains("tar") ? "; to read tars, name them" : "");
}

/// Removes the journal once the report is complete. Keeps it if items are suspected of crashes:
/// only the journal knows them.
void remove_journal(const EndedRun& run) {
  if (run.previous.set_aside > 0) return;
  std::vector<std::string> ids{run.info.id};
  for (const auto& past : run.previous.journal) {
    if (!past.seems_alive) ids.push_back(past.run.id);
  }
  try {
    journal::remove_runs(run.info.journal, ids);
  } catch (const Error& error) {
    std::fprintf(stderr, "mpietl: cannot remove the journal %s, which is no longer needed: %s\n",
                 escape(run.info.journal).c_str(), error.what());
  }
}

ExitStatus worse(ExitStatus a, ExitStatus b) {
  return static_cast<int>(a) > static_cast<int>(b) ? a : b;
}

/// Protects a report with done items from a run that did none.
std::string place_of_report(const job::Job& job, const report::Summary& summary) {
  if (summary.done + summary.dropped > 0 || io::file_bytes(job.report) < 0) return job.report;
  try {
    const auto done = report::read(job.report).summary.done;
    if (done == 0) return job.report;
    auto other = job.report + ".failed.h5";
    std::fprintf(stderr,
                 "mpietl: kept the report %s, which has %lld done files, since this run did none; "
                 "its report is %s\n",
                 escape(job.report).c_str(), static_cast<long long>(done), escape(other).c_str());
    return other;
  } catch (const Error&) {
    return job.report;
  }
}

/// Stores the list of `mpietl segment`, unless files are left to do: a list that seems whole must
/// not lack any.
ExitStatus store_found(const EndedRun& run, const report::Summary& summary,
                       const report::FileRows& files) {
  if (!job::is_segment(run.job)) return ExitStatus::all_done;
  if (summary.status == "partial") {
    std::fprintf(stderr, "mpietl: %s is written when all files are done\n",
                 escape(run.job.output_segments).c_str());
    return ExitStatus::all_done;
  }
  return status_of_storing(
      "list of segments",
      "what was found is not looked for again: make it with: " + to_resume(run.command_line),
      [&] { store_segments(run.job, run.listing, files); });
}

ExitStatus store(const EndedRun& run, const std::string& place, const report::Overview& report,
                 const report::FileRows& files) {
  const auto journal = escape(run.info.journal);
  const auto of_report =
      status_of_storing("report",
                        "the results are in " + journal +
                            "; make the report with: mpietl report --from-journal " + journal,
                        [&] { report::write(place, report, files, &run.clock, run.info.id); });
  const auto of_manifest =
      status_of_storing("manifest of the outputs",
                        "make it, without repeating the work, with: " + to_resume(run.command_line),
                        [&] { store_manifest(run.job, run.listing, files, run.info.id); });
  const auto of_segments = store_found(run, report.summary, files);
  return worse(of_segments, worse(of_report, of_manifest));
}

}  // namespace

ExitStatus conclude(const EndedRun& run, const dispatch::Outcome& outcome) {
  const auto files = rows_of(outcome.records, run.listing.items);
  auto report =
      compose_report(run.job, run.listing.whole, outcome, files, run.info.start, run.command_line);
  report.summary.run = run.info.number;
  report.history = run.previous.history;
  if (run.job.list_files) print_files(files, run.info);
  print_summary(report.summary, run.job, run.clock.now());
  auto status = flush_results() ? ExitStatus::all_done : ExitStatus::some_failed;
  if (report.summary.failed > 0) status = ExitStatus::some_failed;
  if (report.summary.status == "partial") status = ExitStatus::stopped_early;
  const auto place = place_of_report(run.job, report.summary);
  const auto of_storing = store(run, place, report, files);
  if (of_storing == ExitStatus::all_done && status != ExitStatus::stopped_early) {
    remove_journal(run);
  }
  warn_of_left_out(run.listing.left_out);
  print_ending(report.summary, files, place, run.command_line, run.job.progress);
  return worse(status, of_storing);
}

}  // namespace mpietl::app
