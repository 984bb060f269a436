#include "mpietl/report/analysis/analysis.hpp"

#include <utility>

namespace mpietl::report {

namespace {

constexpr std::size_t max_slowest = 10;

Counts counts_of(FileList files, const std::set<std::int32_t>& runs) {
  Counts counts;
  counts.items = static_cast<std::int64_t>(files.size());
  for (const Record* const file : files) {
    counts.done += file->status == Status::done ? 1 : 0;
    counts.failed += file->status == Status::failed ? 1 : 0;
    counts.skipped += file->status == Status::skipped ? 1 : 0;
    counts.dropped += file->status == Status::dropped ? 1 : 0;
    if (file->status == Status::done && !runs.contains(file->run)) ++counts.done_earlier;
  }
  return counts;
}

Spread bytes_of(FileList files) {
  std::vector<double> bytes;
  bytes.reserve(files.size());
  for (const Record* const file : files) {
    if (file->status == Status::done && file->bytes_in >= 0) {
      bytes.push_back(static_cast<double>(file->bytes_in));
    }
  }
  return spread_of(std::move(bytes));
}

/// The files selected by `is_wanted`, grouped by one of their texts.
template <class Wanted>
std::vector<Group> grouped(FileList files, std::string Record::*text, const Wanted& is_wanted) {
  std::vector<const Record*> wanted;
  for (const Record* const file : files) {
    if (is_wanted(*file)) wanted.push_back(file);
  }
  return group_by(wanted, text);
}

void add_groups(FileList files, Analysis& analysis) {
  analysis.failed = grouped(files, &Record::error,
                            [](const Record& file) { return file.status == Status::failed; });
  analysis.dropped = grouped(files, &Record::error,
                             [](const Record& file) { return file.status == Status::dropped; });
  analysis.skipped = grouped(files, &Record::error, [](const Record& file) {
    return file.status == Status::skipped && !file.error.empty();
  });
  analysis.warned =
      grouped(files, &Record::warning, [](const Record& file) { return !file.warning.empty(); });
}

/// Statistics on times, from the files of the run.
void add_times(FileList files, Analysis& analysis) {
  analysis.output = output_of(files);
  analysis.stages = stages_of(files);
  analysis.file_bytes = bytes_of(files);
  analysis.estimates = estimate_error(files);
  analysis.makespan = makespan_of(files, analysis.threads, analysis.work_seconds);
  analysis.lanes = lanes_of(files);
  analysis.idle = idle_of(files, analysis.lanes, analysis.threads, work_phase(*analysis.report));
}

}  // namespace

Analysis::Analysis(const Report& analysed)
    : report(&analysed),
      run_seconds(analysed.summary.wall_seconds),
      work_seconds(report::work_seconds(analysed)),
      threads(threads_of(analysed.ranks)),
      efficiency(efficiency_of(analysed.ranks, work_seconds)),
      hosts(hosts_of(analysed.ranks)),
      slowest_rank(slowest_of(analysed.ranks)),
      slowest_host(slowest_of(std::span<const Host>(hosts))) {
  const auto all = all_files(analysed.files);
  const auto runs = runs_on_clock(analysed);
  counts = counts_of(all, runs);
  quality = quality_of(all);
  measures = measures_of(all);
  commands = commands_of(all);
  add_groups(all, *this);
  add_times(files_of_run(analysed), *this);
  if (analysed.summary.joined > 0) count_threads_at_once(analysed.ranks, lanes, hosts);
  if (idle.helping <= 0.0) efficiency.thread_load_balance = thread_balance(analysed.ranks, lanes);
  slowest = explain_slowest(all, max_slowest, typical_of(stages, file_bytes), analysed.ranks, runs);
}

}  // namespace mpietl::report
