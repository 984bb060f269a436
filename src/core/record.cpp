#include "mpietl/core/record.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <type_traits>

#include "mpietl/core/error.hpp"
#include "mpietl/core/record_columns.hpp"

namespace mpietl {

namespace {

constexpr std::array<std::string_view, 4> status_names{"done", "failed", "skipped", "dropped"};

double reached(double seconds) { return std::isnan(seconds) ? 0.0 : seconds; }

double stage_seconds(const Record& record) {
  return reached(record.open_seconds) + reached(record.read_seconds) +
         reached(record.transform_seconds) + reached(record.write_seconds) +
         reached(record.close_seconds);
}

double at_least_total(const Record& record, double seconds) {
  return std::isfinite(seconds) ? std::max(record.total_seconds, seconds) : record.total_seconds;
}

}  // namespace

std::string_view to_string(Status status) {
  return status_names.at(static_cast<std::size_t>(status));
}

Status status_from(std::string_view text) {
  for (std::size_t i = 0; i < status_names.size(); ++i) {
    if (status_names[i] == text) return static_cast<Status>(i);
  }
  throw Error(Reason::format, "unknown status '" + std::string(text) + "'");
}

double thread_seconds(const Record& record) {
  return at_least_total(record, stage_seconds(record));
}

double busy_seconds(const Record& record) {
  return at_least_total(record, stage_seconds(record) + reached(record.wait_seconds));
}

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
