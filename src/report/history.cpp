#include "report/history.hpp"

namespace mpietl::report {

namespace {

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
    // A report that was read knows itself already.
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
