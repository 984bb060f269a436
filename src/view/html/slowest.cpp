#include "mpietl/core/text.hpp"
#include "view/html/charts.hpp"

namespace mpietl::view::html {

Json slowest_of(const ShownRun& run) {
  constexpr std::size_t longest_path = 300;
  Json rows = Json::array();
  for (const report::SlowFile& slow : run.analysis.slowest) {
    const Record& file = *slow.file;
    rows.push_back({{"path", shorten(file.path, longest_path)},
                    {"seconds", rounded(file.total_seconds)},
                    {"bytes", known(file.bytes_in)},
                    {"rank", known(file.rank)},
                    {"host", slow.host},
                    {"stage", slow.stage},
                    {"stage_share", rounded(slow.stage_share)},
                    {"why", slow.why}});
  }
  return rows;
}

}  // namespace mpietl::view::html
