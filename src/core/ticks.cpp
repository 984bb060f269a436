#include "mpietl/core/ticks.hpp"

#include <cmath>
#include <string_view>
#include <type_traits>

namespace mpietl {

double cut_to_tick(double seconds) { return std::floor(seconds / tick_seconds) * tick_seconds; }

void cut_to_ticks(Record& record) {
  for_each_column(record_columns, [&](const auto& column) {
    auto& value = record.*column.member;
    if constexpr (std::is_same_v<decltype(value), double&>) {
      if (std::string_view(column.unit) == "s") value = cut_to_tick(value);
    }
  });
}

}  // namespace mpietl
