#include "mpietl/report/scaling.hpp"

#include <algorithm>

#include "view/html/charts.hpp"
#include "view/numbers.hpp"

namespace mpietl::view::html {

namespace {

Json range(const report::Range& range) {
  return {
      {"median", rounded(range.median)}, {"min", rounded(range.min)}, {"max", rounded(range.max)}};
}

/// A run that did not do all of its work was not as fast as it seems.
bool is_incomplete(const report::NamedRun& run) {
  const report::Summary& summary = run.report.summary;
  return summary.status != "complete" || summary.done != summary.items;
}

std::string incomplete_note(const std::vector<report::NamedRun>& runs) {
  constexpr std::int64_t most_names = 3;
  std::int64_t count = 0;
  std::string names;
  for (const report::NamedRun& run : runs) {
    if (!is_incomplete(run)) continue;
    if (++count <= most_names) names += (count > 1 ? ", " : "") + run.name;
  }
  if (count == 0) return "";
  return format_count(count) + " of " + plural(static_cast<std::int64_t>(runs.size()), "run") +
         " did not do all files, so they may seem too fast: " + names +
         (count > most_names ? ", …" : "");
}

/// "100 files to 200 files" where runs differ; empty where all are alike.
template <class Format>
std::string differing(const std::vector<report::NamedRun>& runs,
                      std::int64_t report::Summary::*amount, const Format& format) {
  const auto of = [&](const report::NamedRun& run) { return run.report.summary.*amount; };
  const auto [least, largest] = std::ranges::minmax_element(runs, {}, of);
  if (of(*least) == of(*largest)) return "";
  return format(of(*least)) + " to " + format(of(*largest));
}

std::string work_note(const std::vector<report::NamedRun>& runs) {
  const auto files = differing(runs, &report::Summary::items,
                               [](std::int64_t count) { return plural(count, "file"); });
  const auto bytes = differing(runs, &report::Summary::bytes_in, [](std::int64_t count) {
    return format_size(static_cast<double>(count));
  });
  if (files.empty() && bytes.empty()) return "";
  return "The runs had different work (" + files + (files.empty() || bytes.empty() ? "" : ", ") +
         bytes + "): speed-up is work done in a second, by that of the first.";
}

}  // namespace

Json scaling_notes_of(const std::vector<report::NamedRun>& runs) {
  Json notes = Json::array();
  if (runs.empty()) return notes;
  for (const std::string& note : {incomplete_note(runs), work_note(runs)})
    if (!note.empty()) notes.push_back(note);
  return notes;
}

Json scaling_of(const std::vector<report::Scaling>& rows) {
  Json shown = Json::array();
  for (const report::Scaling& row : rows) {
    shown.push_back({{"configuration", row.configuration},
                     {"hosts", row.hosts},
                     {"ranks", row.ranks},
                     {"threads", row.threads},
                     {"schedule", row.schedule},
                     {"chunk", row.chunk ? known(*row.chunk) : Json(nullptr)},
                     {"repetitions", row.repetitions},
                     {"work_seconds", range(row.work_seconds)},
                     {"speedup", range(row.speedup)},
                     {"efficiency", rounded(row.efficiency)},
                     {"imbalance", rounded(row.imbalance)}});
  }
  return shown;
}

}  // namespace mpietl::view::html
