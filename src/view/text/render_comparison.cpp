#include <algorithm>
#include <string>
#include <vector>

#include "mpietl/core/text.hpp"
#include "mpietl/report/analysis/analysis.hpp"
#include "mpietl/report/analysis/statistics.hpp"
#include "view/text/sections.hpp"
#include "view/words.hpp"

namespace mpietl::view {

namespace {

constexpr std::size_t max_columns = 6;

/// A measure of runs by name: its value in each run, and its format.
struct Measure {
  std::string name;
  std::string (*format)(double);
  std::vector<std::vector<double>> values;
};

std::string percent(double part) { return format_percent(part, 1.0); }

std::string rate(double bytes_per_second) { return format_rate(bytes_per_second, 1.0); }

std::string count(double value) { return format_fixed(value, 0); }

class Measures {
 public:
  explicit Measures(std::size_t configurations) : configurations_(configurations) {}

  void add(std::size_t configuration, const report::Analysis& analysis) {
    configuration_ = configuration;
    put("files done", count, analysis.output.files);
    put("bytes in", format_size, analysis.output.bytes_in);
    put("run", format_duration, analysis.run_seconds);
    put("work phase", format_duration, analysis.work_seconds);
    put("bytes in a second", rate, analysis.output.bytes_in / analysis.work_seconds);
    put("load balance", percent, analysis.efficiency.load_balance);
    put("communication", percent, analysis.efficiency.communication);
    put("parallel", percent, analysis.efficiency.parallel);
    put(
        "makespan by bound", [](double value) { return format_fixed(value, 3); },
        analysis.makespan.by_bound());
    put("idle", format_duration, analysis.idle.total());
    for (const report::Stage& stage : analysis.stages) {
      put(stage.name, format_duration, stage.seconds);
    }
    put("p50 of a file", format_duration, analysis.stages.back().per_file.median);
    put("p99 of a file", format_duration, analysis.stages.back().per_file.p99);
  }

  [[nodiscard]] const std::vector<Measure>& all() const { return measures_; }

 private:
  void put(const std::string& name, std::string (*format)(double), double value) {
    auto found = std::ranges::find(measures_, name, &Measure::name);
    if (found == measures_.end()) {
      measures_.push_back({name, format, {}});
      measures_.back().values.resize(configurations_);
      found = std::prev(measures_.end());
    }
    found->values[configuration_].push_back(value);
  }

  std::size_t configurations_;
  std::size_t configuration_ = 0;
  std::vector<Measure> measures_;
};

std::vector<std::string> configurations_of(const report::Runs& runs) {
  std::vector<std::string> names;
  for (const auto& run : runs.runs) {
    if (std::ranges::find(names, run.configuration) == names.end()) {
      names.push_back(run.configuration);
    }
  }
  names.resize(std::min(names.size(), max_columns));
  return names;
}

/// The measures of the first few configurations in columns, medians of their runs.
void print_side_by_side(Page& page, const report::Runs& runs) {
  const auto names = configurations_of(runs);
  Measures measures(names.size());
  for (const auto& run : runs.runs) {
    const auto found = std::ranges::find(names, run.configuration);
    if (found == names.end()) continue;
    measures.add(static_cast<std::size_t>(found - names.begin()), report::Analysis(run.report));
  }
  std::vector<GridColumn> columns{{"", Align::left}};
  // If room is short, the last columns are dropped; two remain.
  for (std::size_t i = 0; i < names.size(); ++i) {
    columns.push_back(
        {names[i], Align::right, i < 2 ? 0 : static_cast<int>(i), Cut::middle, Style::plain, 10});
  }
  Grid grid(std::move(columns));
  for (const Measure& measure : measures.all()) {
    std::vector<std::string> cells{measure.name};
    for (const auto& values : measure.values) {
      cells.push_back(measure.format(report::range_of(values).median));
    }
    grid.row(std::move(cells));
  }
  page.heading("Side by side", "medians; stages in seconds of all threads");
  grid.print(page);
}

constexpr std::size_t max_differences = 20;
constexpr std::size_t max_mismatches = 20;

std::string scaling_note(const report::Comparison& comparison) {
  std::string note =
      "medians of the work phase; speed-up over " + comparison.rows.front().configuration;
  switch (comparison.kind) {
    case report::ScalingKind::strong:
      return "strong scaling: the same work on different numbers of threads; " + note;
    case report::ScalingKind::weak:
      return "weak scaling: work grows with the threads; speeds in work per second; " + note;
    case report::ScalingKind::none:
      break;
  }
  return note;
}

std::string sentence_of(report::Verdict verdict) {
  switch (verdict) {
    case report::Verdict::first:
      return "";
    case report::Verdict::faster:
      return "faster in every run";
    case report::Verdict::slower:
      return "slower in every run";
    case report::Verdict::overlap:
      return "no clear difference: the spreads overlap";
    case report::Verdict::single:
      break;
  }
  return "spread unknown: repeat both to compare them";
}

void print_verdicts(Page& page, const std::vector<report::Scaling>& rows) {
  for (const report::Scaling& row : rows) {
    const std::string said = sentence_of(report::verdict_of(row, rows.front()));
    if (!said.empty()) page.text(2, row.configuration + ": " + said);
  }
}

/// "0 (a.h5, b.h5); 7 (c.h5)"
std::string values_of(const report::Difference& difference,
                      const std::vector<report::NamedRun>& runs) {
  std::vector<std::string> values = difference.values;
  std::ranges::sort(values);
  values.erase(std::unique(values.begin(), values.end()), values.end());
  std::string text;
  for (const std::string& value : values) {
    text += (text.empty() ? "" : "; ") + (value.empty() ? std::string("not set") : value) + " (";
    std::string names;
    for (std::size_t i = 0; i < runs.size(); ++i) {
      if (difference.values[i] == value) names += (names.empty() ? "" : ", ") + runs[i].name;
    }
    text += names + ")";
  }
  return text;
}

void print_differences(Page& page, const report::Comparison& comparison) {
  const auto& differences = comparison.differences;
  page.heading("What differs");
  if (differences.empty()) page.text(2, "nothing: the configurations are equal");
  for (std::size_t i = 0; i < std::min(max_differences, differences.size()); ++i) {
    page.text(2, differences[i].what + ": " + values_of(differences[i], comparison.runs.runs));
  }
  if (differences.size() > max_differences) {
    page.text(2, "… and " + plural(differences.size() - max_differences, "other setting"));
  }
}

std::string files_of(const report::FilePair& pair, const std::string& first,
                     const std::string& second) {
  std::string text = first + " and " + second + ": " + plural(pair.in_both, "file") + " in both";
  if (pair.only_in_first > 0) {
    text += ", " + format_count(pair.only_in_first) + " in " + first + " only";
  }
  if (pair.only_in_second > 0) {
    text += ", " + format_count(pair.only_in_second) + " in " + second + " only";
  }
  if (!pair.is_same_job) return text + "; seed or chain differ, so different digests are right";
  return text + "; digests agree in " + format_count(pair.same_digests);
}

void print_mismatches(Page& page, const report::FilePair& pair, const std::string& first,
                      const std::string& second) {
  const auto& mismatches = pair.mismatches;
  if (mismatches.empty()) return;
  page.text(
      2, plural(mismatches.size(), "output") + " of the same job with different bits:", Style::bad);
  for (std::size_t i = 0; i < std::min(max_mismatches, mismatches.size()); ++i) {
    const auto& mismatch = mismatches[i];
    page.text(4, mismatch.path + (mismatch.is_input_changed ? " (the input has changed)" : ""));
    page.text(6, mismatch.first + " " + first, Style::faint);
    page.text(6, mismatch.second + " " + second, Style::faint);
  }
  if (mismatches.size() > max_mismatches) {
    page.text(4, "… and " +
                     format_count(static_cast<std::int64_t>(mismatches.size() - max_mismatches)) +
                     " more; --json lists all");
  }
}

void print_files(Page& page, const report::Comparison& comparison) {
  const auto& runs = comparison.runs.runs;
  page.heading("Files");
  for (const report::FilePair& pair : comparison.pairs) {
    const auto& first = runs[pair.first].name;
    const auto& second = runs[pair.second].name;
    page.text(2, files_of(pair, first, second));
    print_mismatches(page, pair, first, second);
  }
}

}  // namespace

std::string render_comparison(const report::Comparison& comparison, const Layout& layout) {
  const auto& runs = comparison.runs.runs;
  Page page(layout);
  page.line({{"comparison of " + plural(runs.size(), "run") + " in " +
                  plural(comparison.rows.size(), "configuration"),
              Style::strong}});
  if (comparison.rows.empty()) return page.take();
  page.heading("Scaling", scaling_note(comparison));
  print_scaling_table(page, comparison.rows);
  print_verdicts(page, comparison.rows);
  print_incomplete(page, runs);
  print_side_by_side(page, comparison.runs);
  print_differences(page, comparison);
  print_files(page, comparison);
  return page.take();
}

}  // namespace mpietl::view
