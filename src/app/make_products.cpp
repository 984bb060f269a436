#include "app/make_products.hpp"

#include <string>
#include <utility>
#include <variant>

#include "app/compare_reports.hpp"
#include "app/make_page.hpp"
#include "app/product.hpp"
#include "app/product_places.hpp"
#include "app/results.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/report/analysis.hpp"
#include "mpietl/report/file.hpp"
#include "mpietl/view/csv.hpp"
#include "mpietl/view/json.hpp"
#include "mpietl/view/trace.hpp"

namespace mpietl::app {

namespace {

/// The one report that `option` takes. Throws Error(usage) for several, that says how to name one,
/// and as report::read_any() and read_run().
report::Report only_report(const ReportRequest& request, const std::string& option) {
  if (request.paths.size() > 1) {
    throw Error(Reason::usage, option + " takes one report; to make one of several, say: mpietl " +
                                   "report --join REPORT... -o ALL.h5");
  }
  const auto& path = request.paths.front();
  if (request.run) return report::read_run(path, *request.run);
  auto content = report::read_any(path);
  if (auto* report = std::get_if<report::Report>(&content)) return std::move(*report);
  std::string names;
  for (const auto& run : std::get<report::Runs>(content).runs) names += " " + run.name;
  throw Error(Reason::usage, escape(path) + " holds several runs, and " + option +
                                 " takes one; name it with --run, of:" + names);
}

/// Products with what happened to each file of one run.
void make_file_products(const ReportRequest& request) {
  if (!request.csv && !request.trace) return;
  const auto report = only_report(request, request.csv ? "--csv" : "--trace");
  if (request.csv) {
    make_product(*request.csv, [&](const view::Sink& sink) { view::write_csv(report, sink); });
  }
  if (request.trace) {
    make_product(*request.trace, [&](const view::Sink& sink) { view::write_trace(report, sink); });
  }
}

void write_json_of(const report::Report& report, const std::string& path) {
  const report::Analysis analysis(report);
  make_product(path, [&](const view::Sink& sink) { view::write_json(analysis, sink); });
}

/// Of one report or run, or of several beside each other. False where outputs of one job differ.
bool make_json(const ReportRequest& request) {
  if (request.run) {
    write_json_of(report::read_run(request.paths.front(), *request.run), *request.json);
    return true;
  }
  auto runs = runs_of(request.paths);
  if (request.paths.size() == 1 && runs.size() == 1 &&
      runs.front().name == escape(request.paths.front())) {
    write_json_of(runs.front().report, *request.json);
    return true;
  }
  const auto comparison = report::compare(std::move(runs));
  make_product(*request.json, [&](const view::Sink& sink) { view::write_json(comparison, sink); });
  return !has_mismatches(comparison);
}

}  // namespace

bool is_product_wanted(const ReportRequest& request) {
  return request.html || request.json || request.csv || request.trace;
}

ExitStatus make_products(const ReportRequest& request) {
  require_places(request);
  make_file_products(request);
  const bool is_same_in_page = !request.html || make_page(request);
  const bool is_same = (!request.json || make_json(request)) && is_same_in_page;
  return flush_results() && is_same ? ExitStatus::all_done : ExitStatus::some_failed;
}

}  // namespace mpietl::app
