#include "mpietl/report/comparison.hpp"

#include <algorithm>

#include "mpietl/core/text.hpp"
#include "view/html/charts.hpp"

namespace mpietl::view::html {

namespace {

constexpr std::size_t most_rows = 200;
constexpr std::size_t longest_text = 200;

}  // namespace

Json differences_of(const report::Comparison& comparison) {
  Json rows = Json::array();
  for (const report::Difference& difference : comparison.differences) {
    if (rows.size() == most_rows) break;
    Json values = Json::array();
    for (const std::string& value : difference.values)
      values.push_back(shorten(value, longest_text));
    rows.push_back({{"what", difference.what}, {"values", std::move(values)}});
  }
  return rows;
}

Json mismatches_of(const report::Comparison& comparison) {
  const auto& runs = comparison.runs.runs;
  Json rows = Json::array();
  for (const report::FilePair& pair : comparison.pairs) {
    for (const report::DigestMismatch& mismatch : pair.mismatches) {
      if (rows.size() == most_rows) return rows;
      rows.push_back({{"path", shorten(mismatch.path, longest_text)},
                      {"first", runs[pair.first].name},
                      {"second", runs[pair.second].name},
                      {"is_input_changed", mismatch.is_input_changed}});
    }
  }
  return rows;
}

}  // namespace mpietl::view::html
