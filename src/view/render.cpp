#include "mpietl/view/render.hpp"

#include "mpietl/report/analysis.hpp"
#include "view/sections.hpp"

namespace mpietl::view {

std::string render(const report::Report& report, const Layout& layout) {
  Page page(layout);
  const report::Analysis analysis(report);
  for (const auto print : {print_header, print_history, print_throughput, print_efficiency,
                           print_stages, print_hosts, print_balance, print_slowest, print_quality,
                           print_warnings, print_skipped, print_failures}) {
    print(page, analysis);
  }
  return page.take();
}

}  // namespace mpietl::view
