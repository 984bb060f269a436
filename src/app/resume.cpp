#include "app/resume.hpp"

#include <algorithm>
#include <cstdio>
#include <optional>

#include "app/output_places.hpp"
#include "app/past_runs.hpp"
#include "mpietl/comm/collectives.hpp"
#include "mpietl/core/atomic_file.hpp"
#include "mpietl/core/codec.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/process_info.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/dispatch/earlier_work.hpp"
#include "mpietl/io/files/file_system.hpp"
#include "mpietl/job/fingerprint.hpp"
#include "mpietl/job/found_segments.hpp"
#include "mpietl/job/job_file.hpp"
#include "mpietl/journal/journal.hpp"
#include "mpietl/report/hdf5/file.hpp"

namespace mpietl::app {

namespace {

/// The number of the next run. A damaged journal or report may hold any number.
std::int32_t number_after(std::int64_t run) {
  constexpr std::int64_t most = 1'000'000'000;
  return run >= 1 && run < most ? static_cast<std::int32_t>(run) + 1 : 2;
}

/// Parses the job of an earlier run, which may be of another version.
job::Job job_of_run(const std::string& toml, const job::Job& now) {
  try {
    return job::parse_job(toml, "the job of the earlier run");
  } catch (const Error& error) {
    throw Error(
        Reason::usage,
        std::string(error.what()) +
            "; it cannot be resumed; start again without --resume, with another --report than " +
            escape(now.report));
  }
}

/// Throws Error(usage) unless `toml`, the job of the earlier run, makes the same outputs as `job`.
void refuse_changes(const std::string& toml, const job::Job& job, const PreviousRuns& found) {
  // Names that are not UTF-8 are stored escaped, so stored forms are compared.
  const auto before = job_of_run(toml, job);
  const auto now = job::parse_job(job::to_toml(job), "this job");
  const auto changes = job::changes(before, now);
  if (changes.empty()) return;
  std::string text =
      "this is not the job of the report " + escape(job.report) + ", so it cannot be resumed: ";
  for (const auto& change : changes) text += change + "; ";
  if (!found.other_folder.empty()) text += "it was started in " + found.other_folder + "; ";
  throw Error(Reason::usage, text + "give this job its own --report, or repeat the old command");
}

/// The job of the last run, from the journal if readable, otherwise from the report. Empty if
/// neither has it; then only fingerprints show which outputs belong to this job.
std::string job_before(const std::vector<journal::PastRun>& runs,
                       const std::optional<report::Report>& report) {
  const auto has_job = [](const journal::PastRun& past) { return !past.run.job.empty(); };
  const auto last = std::find_if(runs.rbegin(), runs.rend(), has_job);
  if (last != runs.rend()) return last->run.job;
  return report ? report->summary.job : "";
}

/// The folder in which the last run was started, if it is not the working folder.
std::string other_folder_of(const std::vector<journal::PastRun>& runs,
                            const std::optional<report::Report>& report) {
  std::string folder = report ? report->summary.working_directory : "";
  for (const auto& past : runs) {
    if (!past.run.working_directory.empty()) folder = past.run.working_directory;
  }
  return is_here(unescape(folder)) ? "" : folder;
}

/// The report of an earlier run; empty if it is missing or damaged. Throws transient errors of
/// report::read().
std::optional<report::Report> earlier_report(const std::string& path) {
  if (io::file_bytes(path) < 0) return std::nullopt;
  try {
    return report::read(path);
  } catch (const Error& error) {
    if (error.reason() != Reason::format) throw;
    std::fprintf(stderr, "mpietl: the earlier report cannot be used: %s\n", error.what());
    return std::nullopt;
  }
}

void take_report(const report::Report& report, dispatch::EarlierWork& work, PreviousRuns& found) {
  for (const auto& file : report.files) {
    const auto item = work.item_of(file);
    if (!item) continue;
    work.add_attempt(*item, file.fingerprint, file.attempt);
    work.add_record(*item, file);
  }
  found.history = report.history;
  found.run = std::max(found.run, number_after(report.summary.run));
}

/// Runs that have a journal but are not in the report.
void add_history(PreviousRuns& found) {
  for (std::size_t i = 0; i < found.journal.size(); ++i) {
    const auto& past = found.journal[i];
    const auto is_it = [&](const report::HistoryRow& row) {
      return row.run == past.run.number && row.created == past.run.created;
    };
    if (std::ranges::none_of(found.history, is_it))
      found.history.push_back(history_row(past, found.wall_seconds[i]));
  }
  std::ranges::stable_sort(found.history, {}, &report::HistoryRow::run);
}

bool has_live_run(const PreviousRuns& found) {
  return std::ranges::any_of(found.journal, &journal::PastRun::seems_alive);
}

void warn_of_running(const std::vector<journal::PastRun>& runs) {
  for (const auto& run : runs) {
    if (!run.seems_alive || run.ranks.empty()) continue;
    const auto& rank = run.ranks.front();
    std::fprintf(stderr,
                 "mpietl: run %d of this job, started %s, seems to be alive on host %s (process "
                 "%lld): both will continue; outputs are safe, but the work is done twice\n",
                 run.run.number, run.run.created.c_str(), rank.host.c_str(),
                 static_cast<long long>(rank.pid));
  }
}

}  // namespace

PreviousRuns load_previous_runs(const job::Job& job, const dispatch::UnitList& list,
                                const job::FileSystem& file_system) {
  PreviousRuns found;
  const auto folder = journal::folder_of(job.report);
  std::optional<report::Report> report;
  if (job.resume) report = earlier_report(job.report);
  if (!report && !io::is_folder(folder)) return found;
  dispatch::EarlierWork work(job, list);
  if (report) take_report(*report, work, found);
  auto journal = work.add_journal(folder);
  found.journal = std::move(journal.runs);
  found.wall_seconds = std::move(journal.wall_seconds);
  for (const auto& run : found.journal) {
    found.run = std::max(found.run, number_after(run.run.number));
  }
  add_history(found);
  found.other_folder = other_folder_of(found.journal, report);
  const auto before = job_before(found.journal, report);
  if (job.resume && !before.empty()) refuse_changes(before, job, found);
  found.done = work.done();
  if (job.resume && found.run > 1) {
    auto start = std::move(work).resume(file_system, job.retry_crashed);
    found.state = std::move(start.state);
    found.kept = start.kept;
    found.set_aside = start.set_aside;
    found.outdated = start.outdated;
    found.is_reported = found.state.units->empty() && report &&
                        report->summary.status == "complete" && found.journal.empty() &&
                        (!job::is_segment(job) || io::file_bytes(job.output_segments) >= 0);
  }
  return found;
}

void print_previous_runs(const job::Job& job, std::size_t items, const PreviousRuns& previous) {
  if (job.resume) warn_of_running(previous.journal);
  if (job.resume && previous.run == 1) {
    std::fprintf(stderr, "mpietl: this is the first run of this job, with %zu files to process\n",
                 items);
  } else if (job.resume) {
    std::fprintf(stderr, "mpietl: run %d of this job: %zu of %zu files are done", previous.run,
                 previous.kept, items);
    if (previous.set_aside > 0) {
      std::fprintf(stderr, ", %zu are marked failed because runs died while processing them",
                   previous.set_aside);
    }
    if (previous.outdated > 0) {
      std::fprintf(stderr, ", %zu are repeated because their decoder has another version now",
                   previous.outdated);
    }
    if (!previous.other_folder.empty()) {
      std::fprintf(stderr, "; the earlier run was started in %s", previous.other_folder.c_str());
    }
    std::fputs("\n", stderr);
  } else if (previous.run > 1 && previous.done > 0 && !has_live_run(previous)) {
    std::fprintf(stderr,
                 "mpietl: an earlier run of this job did not end: %zu of %zu files were done; "
                 "without --resume they are repeated\n",
                 previous.done, items);
  }
}

RunStart start_of(const JobClock& clock) { return {utc_now(), unix_now() - clock.now()}; }

RunInfo begin_run(const comm::Communicator& world, const job::Job& job,
                  const PreviousRuns& previous, const RunStart& start) {
  const Bytes shared = comm::run_on_root(world, [&] {
    ByteWriter writer;
    writer.put(draw_run_id());
    writer.put(previous.run);
    writer.put(journal::folder_of(job.report));
    writer.put(job.output_dir);
    writer.put(start.created);
    writer.put(start.started_unix_seconds);
    writer.put(previous.is_reported);
    return writer.take();
  });
  RunInfo run;
  ByteReader reader(shared);
  reader.get(run.id);
  reader.get(run.number);
  reader.get(run.journal);
  reader.get(run.output_root);
  reader.get(run.start.created);
  reader.get(run.start.started_unix_seconds);
  reader.get(run.is_over);
  return run;
}

}  // namespace mpietl::app
