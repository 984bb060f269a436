#include "mpietl/report/report.hpp"

#include <algorithm>
#include <limits>

#include "report/history.hpp"

namespace mpietl::report {

namespace {

/// Adds a size that may be unknown (-1); saturates at the largest number.
void add(std::int64_t& sum, std::int64_t size) {
  constexpr auto max_sum = std::numeric_limits<std::int64_t>::max();
  if (size > 0) sum = size > max_sum - sum ? max_sum : sum + size;
}

HistoryRow row_of(const Summary& summary) {
  HistoryRow row;
  row.run = static_cast<std::int32_t>(summary.run);
  row.created = summary.created;
  row.command_line = summary.command_line;
  row.ranks = summary.ranks;
  row.threads_per_rank = summary.threads_per_rank;
  row.hosts = summary.hosts;
  row.on_clock = 1;
  row.ended = summary.reason.empty() ? summary.status : summary.reason;
  row.wall_seconds = summary.wall_seconds;
  return row;
}

}  // namespace

void count_totals(const FileRows& files, Summary& summary) {
  summary.items = static_cast<std::int64_t>(files.size);
  summary.done = summary.failed = summary.skipped = summary.dropped = 0;
  summary.bytes_in = summary.bytes_out = 0;
  for (std::size_t i = 0; i < files.size; ++i) {
    const Record file = files.at(i);
    summary.failed += file.status == Status::failed ? 1 : 0;
    summary.skipped += file.status == Status::skipped ? 1 : 0;
    summary.dropped += file.status == Status::dropped ? 1 : 0;
    if (file.status != Status::done) continue;
    ++summary.done;
    add(summary.bytes_in, file.bytes_in);
    add(summary.bytes_out, file.bytes_out);
  }
}

void DoneByRun::count(std::size_t index, const Record& file) {
  if (index < seen_) return;
  seen_ = index + 1;
  if (file.status == Status::done) ++done_[file.run];
}

std::int64_t DoneByRun::of(std::int32_t run) const {
  const auto found = done_.find(run);
  return found == done_.end() ? 0 : found->second;
}

std::vector<HistoryRow> history_of(const Overview& run, const DoneByRun& done) {
  auto rows = run.history;
  if (run.summary.joined == 0) {
    // A report that was read already has its own row.
    std::erase_if(rows, [&](const HistoryRow& row) { return row.run == run.summary.run; });
    for (HistoryRow& row : rows) row.on_clock = 0;
    rows.push_back(row_of(run.summary));
  }
  for (HistoryRow& row : rows) row.done = done.of(row.run);
  return rows;
}

std::set<std::int32_t> runs_on_clock(const Overview& run) {
  std::set<std::int32_t> runs{static_cast<std::int32_t>(run.summary.run)};
  for (const HistoryRow& row : run.history) {
    if (run.summary.joined > 0 && row.on_clock != 0) runs.insert(row.run);
  }
  return runs;
}

}  // namespace mpietl::report
