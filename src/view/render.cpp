#include "mpietl/view/render.hpp"

#include "view/sections.hpp"

namespace mpietl::view {

std::string render(const report::Report& report, const Layout& layout) {
  Page page(layout);
  for (const auto print : {print_header, print_history, print_throughput, print_phases,
                           print_stages, print_hosts, print_balance, print_quality, print_slowest,
                           print_warnings, print_skipped, print_failures}) {
    print(page, report);
  }
  return page.take();
}

}  // namespace mpietl::view
