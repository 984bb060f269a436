#include "app/make_page.hpp"

#include <algorithm>
#include <iterator>
#include <utility>
#include <variant>

#include "app/product.hpp"
#include "mpietl/report/runs.hpp"
#include "mpietl/view/html.hpp"

namespace mpietl::app {

namespace {

using Content = std::variant<report::Report, report::Runs>;

Content content_of(const std::string& path, const ReportRequest& request) {
  if (request.run) return report::read_run(path, *request.run);
  return report::read_any(path);
}

/// A report as one of several runs: those of one layout are repetitions.
void add(report::Report report, std::vector<report::NamedRun>& runs) {
  const auto& summary = report.summary;
  const std::string configuration = "r" + std::to_string(summary.ranks) + "_t" +
                                    std::to_string(summary.threads_per_rank) + "_" +
                                    summary.schedule;
  const auto earlier = std::ranges::count(runs, configuration, &report::NamedRun::configuration);
  runs.push_back({report::run_name(configuration, earlier + 1),
                  configuration,
                  earlier + 1,
                  {},
                  std::move(report)});
}

report::Runs runs_of(const ReportRequest& request) {
  report::Runs all;
  for (const std::string& path : request.paths) {
    auto content = content_of(path, request);
    if (auto* const one = std::get_if<report::Report>(&content)) {
      if (all.runs.empty()) all.mpietl_version = one->summary.mpietl_version;
      if (all.runs.empty()) all.created = one->summary.created;
      add(std::move(*one), all.runs);
    } else {
      auto& several = std::get<report::Runs>(content);
      std::ranges::move(several.runs, std::back_inserter(all.runs));
    }
  }
  return all;
}

}  // namespace

void make_page(const ReportRequest& request) {
  const auto page_of = [&](const auto& shown) {
    make_product(*request.html, [&](const view::Sink& sink) { view::write_html(shown, sink); });
  };
  if (request.paths.size() > 1) return page_of(runs_of(request));
  std::visit(page_of, content_of(request.paths.front(), request));
}

}  // namespace mpietl::app
