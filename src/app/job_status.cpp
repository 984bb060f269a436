#include "app/job_status.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <utility>
#include <variant>

#include "mpietl/core/error.hpp"
#include "mpietl/core/process_info.hpp"
#include "mpietl/core/record_columns.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/io/files/file_system.hpp"
#include "mpietl/report/hdf5/file.hpp"

namespace mpietl::app {

namespace {

constexpr std::size_t most_errors = 5;

view::JobState state_of(const journal::PastRun& run, std::int64_t left) {
  if (run.seems_alive) return view::JobState::running;
  if (run.ending.empty()) return view::JobState::died;
  return run.ending == "complete" && left <= 0 ? view::JobState::finished : view::JobState::stopped;
}

/// The columns of `/files` that a status does not need.
report::ColumnNames untold_columns() {
  report::ColumnNames columns;
  for_each_column(file_columns, [&](const auto& column) {
    const std::string name = column.name;
    if (name != "path" && name != "status" && name != "error") columns.push_back(name);
  });
  return columns;
}

view::JobStatus status_of_journal(const std::string& folder, bool& is_found) {
  StatusTally tally;
  const auto run =
      journal::read_newest(folder, [&](const journal::Entry& entry) { tally.add(entry); });
  is_found = run.has_value();
  return run ? tally.status(*run, unix_now()) : view::JobStatus();
}

view::JobStatus status_of_report(const std::string& path) {
  auto content = report::read_any(path, untold_columns());
  if (auto* report = std::get_if<report::Report>(&content)) return status_of(std::move(*report));
  throw Error(Reason::usage,
              escape(path) +
                  " is a file of mpietl bench with several runs; show them with: mpietl report " +
                  escape(path));
}

}  // namespace

void StatusTally::add(const journal::Entry& entry) {
  if (!entry.ended) {
    open_[entry.started.index] = entry;
    return;
  }
  // It may have begun twice, because its worker process died.
  open_.erase(entry.started.index);
  add_end(entry.started, *entry.ended);
}

void StatusTally::add_end(const journal::Started& started, const Record& record) {
  if (record.status == Status::skipped) return;
  const double end = record.start + record.total_seconds;
  // fmin() and fmax() ignore NaN.
  start_ = std::fmin(start_, record.start);
  end_ = std::fmax(end_, end);
  bytes_ += std::max<std::int64_t>(started.bytes, 0);
  if (record.status == Status::done) ++done_;
  if (record.status == Status::dropped) ++dropped_;
  if (record.status != Status::failed) return;
  ++failed_;
  add_failure(end, started, record);
}

void StatusTally::add_failure(double end, const journal::Started& started, const Record& record) {
  const auto later =
      std::ranges::upper_bound(failures_, std::isnan(end) ? 0.0 : end, {}, &Failure::end);
  failures_.insert(later, {std::isnan(end) ? 0.0 : end, {escape(started.input), record.error}});
  if (failures_.size() > most_errors) failures_.erase(failures_.begin());
}

void StatusTally::set_rates(const journal::PastRun& run, double now,
                            view::JobStatus& status) const {
  const double last = run.seems_alive ? now - run.run.started_unix_seconds : end_;
  const double seconds = last - start_;
  if (!(seconds > 0.0)) return;
  const auto ended = static_cast<double>(done_ + failed_ + dropped_);
  status.items_per_second = ended / seconds;
  status.bytes_per_second = static_cast<double>(bytes_) / seconds;
  if (!run.seems_alive || status.skipped() < 0) return;
  const auto bytes_left = static_cast<double>(run.run.bytes_to_do - bytes_);
  status.seconds_left = bytes_ > 0 && bytes_left > 0.0
                            ? bytes_left / status.bytes_per_second
                            : static_cast<double>(status.skipped()) / status.items_per_second;
}

std::vector<view::ItemInFlight> StatusTally::in_flight(const journal::PastRun& run,
                                                       double now) const {
  const double last = run.seems_alive ? now : now - run.seconds_since_write;
  std::vector<view::ItemInFlight> items;
  for (const auto& [index, entry] : open_) {
    auto& item = items.emplace_back();
    item.path = escape(entry.started.input);
    item.rank = entry.rank;
    item.attempt = entry.started.attempt;
    item.seconds = std::fmax(0.0, last - entry.started.unix_seconds);
    const auto rank = std::ranges::find(run.ranks, entry.rank, &journal::Rank::rank);
    if (rank != run.ranks.end()) item.host = rank->host;
  }
  std::ranges::stable_sort(items, std::ranges::greater(), &view::ItemInFlight::seconds);
  return items;
}

view::JobStatus StatusTally::status(const journal::PastRun& run, double now) const {
  view::JobStatus status;
  status.run = run.run.number;
  status.created = run.run.created;
  status.command_line = run.run.command_line;
  status.ranks = run.run.ranks;
  for (const auto& rank : run.ranks) {
    status.threads_per_rank = std::max<std::int64_t>(status.threads_per_rank, rank.threads);
  }
  status.hosts = host_names(run.ranks);
  status.seconds_since_write = run.seconds_since_write;
  status.damaged = run.damaged;
  status.items = run.run.items;
  status.done = run.run.kept + done_;
  status.failed = run.run.set_aside + failed_;
  status.dropped = run.run.dropped + dropped_;
  status.state = state_of(run, status.skipped());
  if (run.ending != "complete") status.reason = run.ending;
  status.in_flight = in_flight(run, now);
  set_rates(run, now, status);
  std::ranges::transform(failures_.rbegin(), failures_.rend(), std::back_inserter(status.errors),
                         &Failure::item);
  return status;
}

view::JobStatus status_of(report::Report report) {
  const auto& summary = report.summary;
  view::JobStatus status;
  status.has_report = true;
  status.state = summary.status == "complete" ? view::JobState::finished : view::JobState::stopped;
  status.reason = summary.reason;
  status.run = summary.run;
  status.created = summary.created;
  status.command_line = summary.command_line;
  status.ranks = summary.ranks;
  status.threads_per_rank = summary.threads_per_rank;
  status.hosts = summary.hosts;
  status.items = summary.items;
  status.done = summary.done;
  status.failed = summary.failed;
  status.dropped = summary.dropped;
  for (auto& file : report.files) {
    if (status.errors.size() == most_errors) break;
    if (file.status != Status::failed) continue;
    status.errors.push_back({std::move(file.path), std::move(file.error)});
  }
  return status;
}

ExitStatus exit_status_of(const view::JobStatus& status) {
  switch (status.state) {
    case view::JobState::running:
      return ExitStatus::still_running;
    case view::JobState::finished:
      return status.failed > 0 ? ExitStatus::some_failed : ExitStatus::all_done;
    case view::JobState::stopped:
    case view::JobState::died:
      break;
  }
  return ExitStatus::stopped_early;
}

view::JobStatus read_status(const std::string& path) {
  const auto folder = journal::folder_of(path);
  bool is_found = false;
  auto status = status_of_journal(folder, is_found);
  // A run that has just ended removes its journal, possibly during this read.
  if (!is_found || !io::is_folder(folder)) {
    if (io::file_bytes(path) < 0) {
      throw Error(Reason::not_found, "there is no report " + escape(path) +
                                         " and no journal next to it, " + escape(folder) +
                                         "; the job has not begun (it first lists its inputs), or "
                                         "its --report has another name, as seen from this folder");
    }
    status = status_of_report(path);
  }
  status.report = escape(path);
  return status;
}

}  // namespace mpietl::app
