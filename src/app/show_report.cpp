#include <cstdio>
#include <string>
#include <variant>

#include "app/compare_reports.hpp"
#include "app/make_products.hpp"
#include "app/results.hpp"
#include "app/unshown_columns.hpp"
#include "mpietl/app/commands.hpp"
#include "mpietl/report/file.hpp"
#include "mpietl/view/render.hpp"

namespace mpietl::app {

namespace {

std::string text_of(const ReportRequest& request, const view::Layout& layout) {
  const auto& path = request.paths.front();
  if (request.run) return view::render(report::read_run(path, *request.run), layout);
  const auto content = report::read_any(path, unshown_columns());
  if (const auto* runs = std::get_if<report::Runs>(&content))
    return view::render_runs(*runs, layout);
  return view::render(std::get<report::Report>(content), layout);
}

ExitStatus show_comparison(const ReportRequest& request) {
  const auto comparison = report::compare(runs_of(request.paths));
  std::fputs(view::render_comparison(comparison, layout_of_results()).c_str(), stdout);
  const bool is_same = !has_mismatches(comparison);
  return flush_results() && is_same ? ExitStatus::all_done : ExitStatus::some_failed;
}

}  // namespace

ExitStatus show_report(const ReportRequest& request, const std::string& command_line) {
  if (request.schema) {
    std::fputs(report::schema_text().c_str(), stdout);
    return flush_results() ? ExitStatus::all_done : ExitStatus::some_failed;
  }
  if (request.from_journal) return report_from_journal(request);
  if (request.join) return join_reports(request, command_line);
  if (is_product_wanted(request)) return make_products(request);
  if (request.paths.size() > 1) return show_comparison(request);
  std::fputs(text_of(request, layout_of_results()).c_str(), stdout);
  return flush_results() ? ExitStatus::all_done : ExitStatus::some_failed;
}

}  // namespace mpietl::app
