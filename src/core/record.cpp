#include "mpietl/core/record.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "mpietl/core/error.hpp"

namespace mpietl {

namespace {
constexpr std::array<std::string_view, 3> status_names{"done", "failed", "skipped"};
}

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
  const double stages = record.read_seconds + record.transform_seconds + record.write_seconds;
  return std::isfinite(stages) ? std::max(record.total_seconds, stages) : record.total_seconds;
}

}  // namespace mpietl
