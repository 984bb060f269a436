#include "app/make_page.hpp"

#include <variant>

#include "app/compare_reports.hpp"
#include "app/product.hpp"
#include "mpietl/report/runs.hpp"
#include "mpietl/view/html.hpp"

namespace mpietl::app {

void make_page(const ReportRequest& request) {
  const auto page_of = [&](const auto& shown) {
    make_product(*request.html, [&](const view::Sink& sink) { view::write_html(shown, sink); });
  };
  if (request.paths.size() > 1) return page_of(report::compare(runs_of(request.paths)));
  const auto& path = request.paths.front();
  if (request.run) return page_of(report::read_run(path, *request.run));
  std::visit(page_of, report::read_any(path, {"output", "digest", "fingerprint"}));
}

}  // namespace mpietl::app
