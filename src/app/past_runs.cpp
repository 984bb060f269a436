#include "app/past_runs.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <functional>
#include <map>
#include <ranges>
#include <set>
#include <string>
#include <system_error>
#include <vector>

#include "app/output_places.hpp"
#include "app/run_report.hpp"
#include "app/shared_folders.hpp"
#include "mpietl/core/atomic_file.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/process_info.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/job/fingerprint.hpp"
#include "mpietl/job/job_file.hpp"
#include "mpietl/report/hdf5/file.hpp"

namespace mpietl::app {

namespace {

namespace fs = std::filesystem;

/// The readable items of a run's list, and those that it began.
std::map<std::size_t, journal::Paths> known_items(const std::string& folder,
                                                  const journal::Past& past, std::size_t run) {
  std::map<std::size_t, journal::Paths> items;
  journal::read_list(folder, past.runs[run].run,
                     [&](std::size_t index, const auto& paths) { items[index] = paths; });
  journal::read(folder, [&](const journal::Entry& entry) {
    if (entry.run != run) return;
    items[static_cast<std::size_t>(entry.started.index)] = {entry.started.input,
                                                            entry.started.output};
  });
  return items;
}

void add(std::size_t index, const journal::Paths& paths, PastItems& items) {
  items.paths.push_back(paths);
  items.indices.push_back(index);
}

/// The indices of runs of the newest run's job, newest first.
std::vector<std::size_t> runs_of_job(const journal::Past& past) {
  std::vector<std::size_t> runs;
  for (std::size_t i = past.runs.size(); i-- > 0;) {
    if (is_same_job(past.runs[i].run.job, past.runs.back().run.job)) runs.push_back(i);
  }
  return runs;
}

void remove_file(const fs::path& path) {
  std::error_code error;
  if (!fs::is_directory(fs::symlink_status(path, error))) fs::remove(path, error);
}

/// The folders of `count` outputs, without repetition.
std::set<std::string> folders_of(std::size_t count,
                                 const std::function<std::string(std::size_t)>& output) {
  std::set<std::string> folders;
  std::string last;
  for (std::size_t i = 0; i < count; ++i) {
    auto folder = fs::path(output(i)).parent_path().string();
    if (i > 0 && folder == last) continue;  // most outputs are in the same folder as the one before
    last = folder;
    folders.insert(std::move(folder));
  }
  return folders;
}

std::vector<fs::path> temporary_files_in(const fs::path& folder,
                                         const std::set<std::string>& run_ids) {
  std::vector<fs::path> found;
  std::error_code error;
  fs::directory_iterator entry(folder.empty() ? "." : folder, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    const auto run_id = run_id_of(entry->path().filename().string());
    if (run_id && run_ids.contains(*run_id)) found.push_back(entry->path());
  }
  return found;
}

void remove_temporary_files(const std::set<std::string>& folders,
                            const std::set<std::string>& run_ids) {
  for (const auto& folder : folders) {
    for (const auto& file : temporary_files_in(folder, run_ids)) remove_file(file);
  }
}

}  // namespace

bool is_same_job(const std::string& a, const std::string& b) {
  if (a == b || a.empty() || b.empty()) return true;
  try {
    return job::changes(job::parse_job(a, "the journal"), job::parse_job(b, "the journal")).empty();
  } catch (const Error&) {
    return false;
  }
}

PastItems items_of(const std::string& folder, const journal::Past& past) {
  const auto runs = runs_of_job(past);
  for (const auto run : runs) {
    PastItems items;
    const auto list =
        journal::read_list(folder, past.runs[run].run,
                           [&](std::size_t index, const auto& paths) { add(index, paths, items); });
    items.is_complete = list && list->is_complete;
    if (items.is_complete) return items;
  }
  for (const auto run : runs) {
    PastItems items;
    for (const auto& [index, paths] : known_items(folder, past, run)) add(index, paths, items);
    if (!items.paths.empty()) return items;
  }
  return {};
}

PastTimes::PastTimes(const journal::PastRun& run) : spans_(run.ranks.size()) {
  for (const auto& rank : run.ranks) {
    auto& record = ranks_.emplace_back();
    record.rank = rank.rank;
    record.host = rank.host;
    record.pid = rank.pid;
    record.threads = rank.threads;
    record.cpus = rank.cpus;
  }
}

void PastTimes::add(std::int32_t rank, const Record& record) {
  const double end = record.start + record.total_seconds;
  // fmin() and fmax() ignore NaN.
  wall_seconds_ = std::fmax(wall_seconds_, end);
  const auto found = std::ranges::lower_bound(ranks_, rank, {}, &RankRecord::rank);
  if (found == ranks_.end() || found->rank != rank) return;
  ++found->items;
  found->bytes += std::max<std::int64_t>(record.bytes_in, 0);
  found->busy_seconds += std::fmax(busy_seconds(record), 0.0);
  auto& span = spans_[static_cast<std::size_t>(found - ranks_.begin())];
  span.start = std::fmin(span.start, record.start);
  span.end = std::fmax(span.end, end);
}

std::vector<RankRecord> PastTimes::ranks() const {
  auto ranks = ranks_;
  for (std::size_t i = 0; i < ranks.size(); ++i) {
    auto& rank = ranks[i];
    rank.wall_seconds = std::fmax(spans_[i].end - spans_[i].start, 0.0);
    rank.idle_seconds = std::fmax(rank.threads * wall_seconds_ - rank.busy_seconds, 0.0);
  }
  return ranks;
}

std::string ending_of(const journal::PastRun& run) {
  if (!run.ending.empty()) return run.ending;
  return run.seems_alive ? "alive" : "died";
}

report::HistoryRow history_row(const journal::PastRun& run, double wall_seconds) {
  report::HistoryRow row;
  row.run = run.run.number;
  row.created = run.run.created;
  row.command_line = run.run.command_line;
  row.ranks = run.run.ranks;
  for (const auto& rank : run.ranks) {
    row.threads_per_rank = std::max<std::int64_t>(row.threads_per_rank, rank.threads);
  }
  row.hosts = host_names(run.ranks);
  row.ended = ending_of(run);
  row.wall_seconds = wall_seconds;
  return row;
}

void remove_leftovers(const job::Job& job, const job::ItemList& items,
                      const std::vector<journal::PastRun>& runs) {
  const auto manifest = output_manifest_path(job);
  std::set<std::string> dead;
  for (const auto& past : runs) {
    if (past.seems_alive) continue;
    const auto& id = *dead.insert(past.run.id).first;
    remove_file(report::temporary_name_of(job.report, id));
    remove_file(report_probe(job, id));
    if (!items.empty()) remove_file(output_probe(job, items, id));
    if (!manifest.empty()) remove_file(TemporaryNames(id).temporary_path(manifest, "manifest"));
  }
  if (dead.empty()) return;
  remove_temporary_files(folders_of(items.size(), [&](std::size_t i) { return items.output(i); }),
                         dead);
}

void remove_leftovers(const std::string& path, const report::Report& report,
                      const std::vector<journal::PastRun>& runs) {
  std::set<std::string> dead;
  for (const auto& past : runs) {
    if (past.seems_alive) continue;
    dead.insert(past.run.id);
    remove_file(report::temporary_name_of(path, past.run.id));
  }
  if (dead.empty()) return;
  const auto folder = unescape(report.summary.working_directory);
  const auto output = [&](std::size_t i) {
    return seen_from(folder, unescape(report.files[i].output));
  };
  remove_temporary_files(folders_of(report.files.size(), output), dead);
}

}  // namespace mpietl::app
