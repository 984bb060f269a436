#include "app/journal_report.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <utility>
#include <vector>

#include "app/past_runs.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/job/fingerprint.hpp"
#include "mpietl/report/hdf5/file.hpp"

namespace mpietl::app {

namespace {

namespace fs = std::filesystem;

/// The record of an item from its journal entry.
Record record_of(const journal::Entry& entry, const journal::PastRun& run) {
  Record record;
  if (entry.ended) {
    record = *entry.ended;
  } else {
    record.error = run.seems_alive ? "it is in progress" : "it was in progress when the run died";
    record.index = entry.started.index;
    record.bytes_in = entry.started.bytes;
    record.attempt = entry.started.attempt;
    record.fingerprint = entry.started.fingerprint;
  }
  record.rank = entry.rank;
  record.run = run.run.number;
  return record;
}

void add_report(const report::Report& before, JoinedRows& rows) {
  for (const auto& file : before.files) {
    if (file.status == Status::skipped) continue;
    rows.add({unescape(file.path), unescape(file.output)}, file);
  }
}

/// Applies the journal to `rows`, and adds up the times of the runs.
std::vector<PastTimes> add_journal(const std::string& folder, const journal::Past& past,
                                   JoinedRows& rows) {
  std::vector<PastTimes> times(past.runs.begin(), past.runs.end());
  std::vector<bool> counts;
  for (const auto& run : past.runs) {
    counts.push_back(is_same_job(run.run.job, past.runs.back().run.job));
  }
  journal::read(folder, [&](const journal::Entry& entry) {
    // More ranks of a live run may have appeared since.
    if (entry.run >= past.runs.size() || !counts[entry.run]) return;
    const auto record = record_of(entry, past.runs[entry.run]);
    if (entry.ended) times[entry.run].add(entry.rank, record);
    rows.add({entry.started.input, entry.started.output}, record);
  });
  return times;
}

/// History rows of all runs but the newest: from the earlier report and from the journal.
std::vector<report::HistoryRow> history_of(const report::Report& before, const journal::Past& past,
                                           const std::vector<PastTimes>& times) {
  std::vector<report::HistoryRow> history;
  for (const auto& row : before.history) {
    const auto is_same = [&](const auto& run) { return run.run.number == row.run; };
    if (std::ranges::none_of(past.runs, is_same)) history.push_back(row);
  }
  for (std::size_t i = 0; i + 1 < past.runs.size(); ++i) {
    history.push_back(history_row(past.runs[i], times[i].wall_seconds()));
  }
  std::ranges::stable_sort(history, {}, &report::HistoryRow::run);
  return history;
}

/// The newest run whose job is known, since the newest header may be damaged.
const journal::Run& described_run(const journal::Past& past) {
  for (std::size_t i = past.runs.size(); i-- > 0;) {
    if (!past.runs[i].run.job.empty()) return past.runs[i].run;
  }
  return past.runs.back().run;
}

/// The root attributes of the newest run.
report::Overview overview_of(const journal::Past& past, const PastTimes& times) {
  report::Overview overview;
  overview.ranks = times.ranks();
  const auto& newest = past.runs.back();
  const auto row = history_row(newest, times.wall_seconds());
  const auto& run = described_run(past);
  auto& summary = overview.summary;
  summary.mpietl_version = run.mpietl_version;
  summary.run = newest.run.number;
  summary.created = newest.run.created;
  summary.started_unix_seconds = newest.run.started_unix_seconds;
  summary.command_line = run.command_line;
  summary.working_directory = run.working_directory;
  summary.job = run.job;
  summary.seed = run.seed;
  summary.shard = run.shard;
  summary.list_items = run.list_items;
  summary.list_digest = run.list_digest;
  summary.ranks = run.ranks;
  summary.threads_per_rank = row.threads_per_rank;
  summary.hosts = row.hosts;
  summary.schedule = run.schedule;
  summary.mpi_library = run.mpi_library;
  summary.libsndfile_version = run.libsndfile_version;
  summary.environment = run.environment;
  summary.wall_seconds = std::isnan(times.wall_seconds()) ? 0.0 : times.wall_seconds();
  return overview;
}

/// A complete run whose report could not be stored is not marked partial.
void set_status(const journal::PastRun& newest, report::Summary& summary) {
  if (newest.ending == "complete" && summary.skipped == 0) return;
  summary.status = "partial";
  summary.reason = "rebuilt from the journal: ";
  summary.reason += newest.seems_alive      ? "the run was still in progress"
                    : newest.ending.empty() ? "the run died"
                                            : newest.ending;
}

/// The report of the same job next to the journal; empty if there is none.
report::Report report_before(const JournalPlace& place, const std::string& job) {
  std::error_code ignored;
  if (place.report.empty() || !fs::exists(place.report, ignored)) return {};
  try {
    auto report = report::read(place.report);
    if (is_same_job(report.summary.job, job)) return report;
  } catch (const Error& error) {
    if (error.reason() != Reason::format) throw;
    std::fprintf(stderr, "mpietl: the earlier report cannot be used: %s\n", error.what());
  }
  return {};
}

void warn(const JournalPlace& place, const journal::Past& past, const PastItems& items) {
  std::int64_t damaged = 0;
  for (const auto& run : past.runs) damaged += run.damaged;
  const auto name = escape(place.folder);
  if (damaged > 0) {
    std::fprintf(stderr, "mpietl: %s is damaged in %lld places; the items there are lost\n",
                 name.c_str(), static_cast<long long>(damaged));
  }
  if (past.foreign_files > 0) {
    std::fprintf(stderr, "mpietl: %s holds %lld files that are not journals of this version\n",
                 name.c_str(), static_cast<long long>(past.foreign_files));
  }
  if (!items.is_complete) {
    std::fprintf(stderr, "mpietl: %s has no complete list of the inputs; there may be more\n",
                 name.c_str());
  }
  if (past.runs.back().seems_alive) {
    std::fprintf(stderr, "mpietl: run %d seems to be alive; these are its results so far\n",
                 past.runs.back().run.number);
  }
}

}  // namespace

JoinedRows::JoinedRows(PastItems items) : items_(std::move(items)), records_(items_.paths.size()) {
  rows_.reserve(size());
  for (std::size_t row = 0; row < size(); ++row) rows_.emplace(items_.paths[row].second, row);
}

std::optional<std::size_t> JoinedRows::row_of(const journal::Paths& item,
                                              std::int64_t index) const {
  if (!item.second.empty()) {
    const auto found = rows_.find(item.second);
    return found == rows_.end() ? std::nullopt : std::optional(found->second);
  }
  const auto place = static_cast<std::size_t>(index);
  const auto found = std::ranges::lower_bound(items_.indices, place);
  if (found == items_.indices.end() || *found != place) return std::nullopt;
  const auto row = static_cast<std::size_t>(found - items_.indices.begin());
  return items_.paths[row].first == item.first ? std::optional(row) : std::nullopt;
}

void JoinedRows::add(const journal::Paths& item, const Record& record) {
  const auto row = row_of(item, record.index);
  if (!row) return;
  if (record.status != Status::done && records_.has(*row)) {
    const Record before = records_[*row];
    const bool is_same_work = job::is_same_work(before.fingerprint, record.fingerprint);
    if (before.status == Status::done && is_same_work) return;
  }
  records_.set(*row, record);
}

Record JoinedRows::row(std::size_t row) const {
  Record record = records_[row];
  record.index = static_cast<std::int64_t>(items_.indices[row]);
  record.path = escape(items_.paths[row].first);
  record.output = escape(items_.paths[row].second);
  return record;
}

report::FileRows rows_of(const JoinedRows& rows) {
  return {rows.size(), [&rows](std::size_t index) { return rows.row(index); }};
}

report::Overview rebuild(const std::string& folder, const journal::Past& past,
                         const report::Report& before, JoinedRows& rows) {
  add_report(before, rows);
  const auto times = add_journal(folder, past, rows);
  const auto& newest = past.runs.back();
  auto overview = overview_of(past, times.back());
  overview.history = history_of(before, past, times);
  count_totals(rows_of(rows), overview.summary);
  set_status(newest, overview.summary);
  return overview;
}

std::optional<JournalReport> read_journal_report(const JournalPlace& place) {
  auto past = journal::read(place.folder, [](const auto&) {});
  if (past.runs.empty()) return std::nullopt;
  auto items = items_of(place.folder, past);
  warn(place, past, items);
  auto rows = std::make_unique<JoinedRows>(std::move(items));
  auto overview =
      rebuild(place.folder, past, report_before(place, past.runs.back().run.job), *rows);
  return JournalReport{std::move(overview), std::move(rows), std::move(past)};
}

}  // namespace mpietl::app
