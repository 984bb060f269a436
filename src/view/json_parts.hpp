#pragma once

#include <nlohmann/json.hpp>

#include "mpietl/report/analysis.hpp"

namespace mpietl::view {

/// Keys in the order in which they are added.
using Json = nlohmann::ordered_json;

/// The members of `row` by the names of its columns.
template <class Row, class Columns>
Json json_of_row(const Row& row, const Columns& columns) {
  Json json = Json::object();
  for_each_column(columns, [&](const auto& column) { json[column.name] = row.*column.member; });
  return json;
}

/// The keys of a report, without the version; see json.hpp.
Json json_of(const report::Analysis& analysis);

/// Parts of it.
Json json_of_stages(const report::Analysis& analysis);
Json json_of_efficiency(const report::Efficiency& efficiency, double threads);
Json json_of_makespan(const report::Makespan& makespan);
Json json_of_idle(const report::Idle& idle);
Json json_of_slowest(const report::Analysis& analysis);
Json json_of_ranks(const report::Analysis& analysis);
Json json_of_hosts(const report::Analysis& analysis);
Json json_of_groups(const std::vector<report::Group>& groups);
Json json_of_quality(const report::Quality& quality);

/// As text; what is no UTF-8, as in a report that was made by hand, becomes U+FFFD.
std::string text_of(const Json& json);

}  // namespace mpietl::view
