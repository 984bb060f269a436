#include "view/side_by_side.hpp"

#include <algorithm>
#include <functional>
#include <map>

#include "mpietl/report/analysis.hpp"
#include "mpietl/report/measures.hpp"
#include "view/grid.hpp"
#include "view/numbers.hpp"

namespace mpietl::view {

namespace {

constexpr std::size_t most_columns = 6;

/// A measure of runs by its name: the values of each configuration, and how they are written.
struct Measure {
  std::string name;
  std::function<std::string(double)> format;
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
  void put(const std::string& name, std::function<std::string(double)> format, double value) {
    auto found = std::ranges::find(measures_, name, &Measure::name);
    if (found == measures_.end()) {
      measures_.push_back({name, std::move(format), {}});
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
  names.resize(std::min(names.size(), most_columns));
  return names;
}

}  // namespace

void print_side_by_side(Page& page, const report::Runs& runs) {
  const auto names = configurations_of(runs);
  Measures measures(names.size());
  for (const auto& run : runs.runs) {
    const auto found = std::ranges::find(names, run.configuration);
    if (found == names.end()) continue;
    measures.add(static_cast<std::size_t>(found - names.begin()), report::Analysis(run.report));
  }
  std::vector<GridColumn> columns{{"", Align::left}};
  // Where room is short, the last ones go first; two are left to compare.
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

}  // namespace mpietl::view
