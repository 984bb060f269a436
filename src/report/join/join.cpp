#include "mpietl/report/join/join.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <memory>
#include <set>

#include "mpietl/core/text.hpp"
#include "report/history.hpp"
#include "report/join/checks.hpp"

namespace mpietl::report {

namespace {

/// How the numbers and times of a part are converted to those of the joined report.
struct Shift {
  double seconds = 0.0;
  std::int32_t ranks = 0;
  std::string folder{};  ///< prefix for relative paths; empty: they are unchanged
  std::map<std::int32_t, std::int32_t> runs;  ///< new numbers by old ones
  std::set<std::int32_t> on_clock;            ///< its runs on its clock

  void apply(Record& file) const {
    if (file.rank >= 0) file.rank += ranks;
    if (on_clock.contains(file.run)) file.start += seconds;
    const auto found = runs.find(file.run);
    if (found != runs.end()) file.run = found->second;
    file.path = in_folder(folder, file.path);
    if (!file.output.empty()) file.output = in_folder(folder, file.output);
  }
};

/// The origin of a joined row.
struct Origin {
  std::int64_t index = 0;
  std::uint32_t part = 0;
  std::uint32_t row = 0;
};

/// The non-empty texts without repetition, in order.
template <class TextOf>
std::string united(const std::vector<Part>& parts, const TextOf& text_of, const char* separator) {
  std::vector<std::string> all;
  std::string text;
  for (const auto& part : parts) {
    const std::string& each = text_of(part.report.summary);
    if (each.empty() || std::ranges::find(all, each) != all.end()) continue;
    all.push_back(each);
    text += (all.size() > 1 ? separator : "") + each;
  }
  return text;
}

std::string united_hosts(const std::vector<Part>& parts) {
  std::set<std::string> seen;
  std::string text;
  for (const auto& part : parts) {
    std::string_view left = part.report.summary.hosts;
    while (!left.empty()) {
      const auto host = left.substr(0, left.find(','));
      left.remove_prefix(std::min(left.size(), host.size() + 1));
      if (seen.emplace(host).second) (text += text.empty() ? "" : ",") += host;
    }
  }
  return text;
}

/// The variables with the same value in all parts.
std::map<std::string, std::string> common_environment(const std::vector<Part>& parts) {
  auto common = parts.front().report.summary.environment;
  for (const auto& part : parts) {
    const auto& own = part.report.summary.environment;
    std::erase_if(common, [&](const auto& variable) {
      const auto found = own.find(variable.first);
      return found == own.end() || found->second != variable.second;
    });
  }
  return common;
}

double earliest_start(const std::vector<Part>& parts) {
  double first = not_measured;  // fmin() ignores NaN
  for (const auto& part : parts) {
    first = std::fmin(first, part.report.summary.started_unix_seconds);
  }
  return first;
}

/// Ranks of a part: one more than the largest number in its tables.
std::int32_t rank_count(const Report& report) {
  constexpr std::int32_t max_rank = 1 << 24;  // beyond it, somebody has tampered with the report
  std::int32_t last = -1;
  for (const auto& rank : report.ranks) last = std::max(last, rank.rank);
  for (const auto& file : report.files) last = std::max(last, file.rank);
  return std::min(last, max_rank) + 1;
}

/// A run, and its part.
struct RunOfPart {
  std::size_t part = 0;
  HistoryRow row;
};

/// The runs of all parts in the order of their starts; stores their numbers in the shifts.
std::vector<HistoryRow> join_history(const std::vector<Part>& parts, std::vector<Shift>& shifts) {
  std::vector<RunOfPart> runs;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    for (auto& row : history_of(parts[i].report, {})) runs.push_back({i, std::move(row)});
  }
  std::ranges::stable_sort(runs, {}, [](const RunOfPart& run) { return run.row.created; });
  std::vector<HistoryRow> history;
  for (auto& [part, row] : runs) {
    const auto number = static_cast<std::int32_t>(history.size()) + 1;
    auto& shift = shifts[part];
    shift.runs[row.run] = number;
    if (row.on_clock != 0) shift.on_clock.insert(row.run);
    row.run = number;
    history.push_back(std::move(row));
  }
  return history;
}

std::vector<Shift> shifts_of(const std::vector<Part>& parts, double first_start) {
  std::vector<Shift> shifts;
  const bool is_one_folder = are_of_one_folder(parts);
  std::int32_t ranks = 0;
  for (const auto& [name, report] : parts) {
    const double seconds = report.summary.started_unix_seconds - first_start;
    auto& shift = shifts.emplace_back();
    shift.seconds = std::isfinite(seconds) ? seconds : 0.0;
    shift.ranks = ranks;
    if (!is_one_folder) shift.folder = report.summary.working_directory;
    constexpr auto max_ranks = std::numeric_limits<std::int32_t>::max() / 2;
    ranks = std::min(max_ranks, ranks + rank_count(report));
  }
  return shifts;
}

std::vector<RankRecord> join_ranks(const std::vector<Part>& parts,
                                   const std::vector<Shift>& shifts) {
  std::vector<RankRecord> ranks;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    for (const auto& rank : parts[i].report.ranks) {
      ranks.push_back(rank);
      ranks.back().rank += shifts[i].ranks;
    }
  }
  return ranks;
}

/// Each phase from its earliest start to its latest end, in the order of the first part.
std::vector<Phase> join_phases(const std::vector<Part>& parts, const std::vector<Shift>& shifts) {
  std::vector<Phase> phases;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    for (const auto& [name, start, end] : parts[i].report.phases) {
      const Phase moved{name, start + shifts[i].seconds, end + shifts[i].seconds};
      const auto same = std::ranges::find(phases, name, &Phase::phase);
      if (same == phases.end()) {
        phases.push_back(moved);
      } else {
        same->start = std::fmin(same->start, moved.start);
        same->end = std::fmax(same->end, moved.end);
      }
    }
  }
  return phases;
}

/// Why the joined report is partial; empty if it is complete.
std::string reason_of(const std::vector<Part>& parts) {
  constexpr std::size_t max_reasons = 10;
  std::vector<std::string> reasons;
  for (const auto& [name, report] : parts) {
    const auto& summary = report.summary;
    // Another part may have the missing items of a joined report.
    const bool misses_only = summary.joined > 0 && summary.skipped == 0;
    if (summary.status == "complete" || misses_only) continue;
    reasons.push_back(escape(name) + " is " + summary.status);
    if (!summary.reason.empty()) reasons.back() += " (" + summary.reason + ")";
  }
  std::string text = missing_of_list(parts);
  for (std::size_t i = 0; i < std::min(max_reasons, reasons.size()); ++i) {
    text += (text.empty() ? "" : "; ") + reasons[i];
  }
  if (reasons.size() > max_reasons)
    text += "; and " + std::to_string(reasons.size() - max_reasons) + " more are";
  return text;
}

void join_machines(const std::vector<Part>& parts, Summary& summary) {
  const auto all = [&](std::string Summary::*text) {
    return united(
        parts, [&](const Summary& each) -> const std::string& { return each.*text; }, ", ");
  };
  summary.mpietl_version = all(&Summary::mpietl_version);
  summary.schedule = all(&Summary::schedule);
  summary.mpi_library = all(&Summary::mpi_library);
  summary.libsndfile_version = all(&Summary::libsndfile_version);
  summary.hosts = united_hosts(parts);
  summary.environment = common_environment(parts);
  if (are_of_one_folder(parts)) summary.working_directory = all(&Summary::working_directory);
  for (const auto& part : parts) {
    summary.threads_per_rank =
        std::max(summary.threads_per_rank, part.report.summary.threads_per_rank);
    summary.ranks += part.report.summary.ranks;
  }
}

/// Combines the values of the parts.
Summary join_summaries(const std::vector<Part>& parts, const std::vector<Shift>& shifts) {
  const auto& first = parts.front().report.summary;
  Summary summary;
  join_machines(parts, summary);
  summary.seed = first.seed;
  summary.joined = 0;
  summary.created = first.created;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto& each = parts[i].report.summary;
    summary.created = std::min(summary.created, each.created);
    summary.joined += std::max<std::int64_t>(1, each.joined);
    const double end = shifts[i].seconds + each.wall_seconds;
    summary.wall_seconds = std::fmax(summary.wall_seconds, end);
  }
  summary.reason = reason_of(parts);
  summary.status = summary.reason.empty() ? "complete" : "partial";
  return summary;
}

/// The number of files left out of common folders, or the sum over separate folders; -1 if a part
/// does not know its number.
std::int64_t files_left_out(const std::vector<Part>& parts, bool is_one_list) {
  std::int64_t files = 0;
  for (const auto& part : parts) {
    const auto own = part.report.summary.files_left_out;
    if (own < 0) return -1;
    files = is_one_list ? std::max(files, own) : files + own;
  }
  return files;
}

/// The rows in list order if there is one list, otherwise part by part.
std::vector<Origin> origins_of(const std::vector<Part>& parts, bool is_one_list) {
  std::vector<Origin> origins;
  for (std::uint32_t part = 0; part < parts.size(); ++part) {
    const auto& files = parts[part].report.files;
    for (std::uint32_t row = 0; row < files.size(); ++row) {
      const auto index = is_one_list ? files[row].index : static_cast<std::int64_t>(origins.size());
      origins.push_back({index, part, row});
    }
  }
  std::ranges::stable_sort(origins, {}, &Origin::index);
  return origins;
}

FileRows join_files(const std::vector<Part>& parts, std::vector<Shift> shifts, bool is_one_list) {
  const auto origins = std::make_shared<const std::vector<Origin>>(origins_of(parts, is_one_list));
  return {origins->size(), [&parts, origins, shifts = std::move(shifts)](std::size_t row) {
            const auto& origin = (*origins)[row];
            Record file = parts[origin.part].report.files[origin.row];
            shifts[origin.part].apply(file);
            file.index = origin.index;
            return file;
          }};
}

}  // namespace

Joined join(const std::vector<Part>& parts) {
  refuse_mixed_shards(parts);
  refuse_different_seeds(parts);
  refuse_common_inputs(parts);
  const bool is_one_list = are_of_one_list(parts);
  const double first_start = earliest_start(parts);
  auto shifts = shifts_of(parts, first_start);
  Joined joined;
  auto& [overview, files] = joined;
  overview.history = join_history(parts, shifts);
  overview.ranks = join_ranks(parts, shifts);
  overview.phases = join_phases(parts, shifts);
  auto& summary = overview.summary = join_summaries(parts, shifts);
  summary.started_unix_seconds = first_start;
  summary.run = static_cast<std::int64_t>(overview.history.size());
  files = join_files(parts, std::move(shifts), is_one_list);
  count_totals(files, summary);
  summary.list_items = is_one_list ? parts.front().report.summary.list_items : summary.items;
  if (is_one_list) summary.list_digest = parts.front().report.summary.list_digest;
  summary.files_left_out = files_left_out(parts, is_one_list);
  return joined;
}

}  // namespace mpietl::report
