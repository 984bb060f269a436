#include "mpietl/report/analysis/measures.hpp"

#include <algorithm>
#include <cmath>

namespace mpietl::report {

namespace {

/// The quantile of the sorted `values`, by nearest rank.
double quantile(const std::vector<double>& values, double part) {
  const double place = std::ceil(part * static_cast<double>(values.size())) - 1.0;
  return values[static_cast<std::size_t>(std::max(place, 0.0))];
}

std::vector<double> sorted_values(FileList files, double Record::*value) {
  std::vector<double> values;
  for (const Record* const file : files) {
    if (file->status == Status::done && std::isfinite(file->*value)) values.push_back(file->*value);
  }
  std::ranges::sort(values);
  return values;
}

}  // namespace

std::vector<MeasureSpread> measures_of(FileList files) {
  std::vector<MeasureSpread> spreads;
  for (const auto& column : measure_columns) {
    const auto values = sorted_values(files, column.value);
    if (values.empty()) continue;
    spreads.push_back({column, values.size(), quantile(values, 0.05), quantile(values, 0.5),
                       quantile(values, 0.95)});
  }
  return spreads;
}

}  // namespace mpietl::report
