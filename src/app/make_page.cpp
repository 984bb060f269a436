#include "app/make_page.hpp"

#include <variant>

#include "app/compare_reports.hpp"
#include "app/product.hpp"
#include "app/unshown_columns.hpp"
#include "mpietl/report/file.hpp"
#include "mpietl/view/html.hpp"

namespace mpietl::app {

bool make_page(const ReportRequest& request) {
  const auto page_of = [&](const auto& shown) {
    make_product(*request.html, [&](const view::Sink& sink) { view::write_html(shown, sink); });
  };
  if (request.paths.size() > 1) {
    const auto comparison = report::compare(runs_of(request.paths));
    page_of(comparison);
    return !has_mismatches(comparison);
  }
  const auto& path = request.paths.front();
  if (request.run) {
    page_of(report::read_run(path, *request.run));
  } else {
    std::visit(page_of, report::read_any(path, unshown_columns()));
  }
  return true;
}

}  // namespace mpietl::app
