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

/// The least of 1, 2 and 5 times a power of ten that is not below `width`.
double round_width(double width) {
  const double power = std::pow(10.0, std::floor(std::log10(width)));
  for (const double step : {1.0, 2.0, 5.0}) {
    if (step * power >= width) return step * power;
  }
  return 10.0 * power;
}

}  // namespace

Distribution distribution_of(const std::vector<double>& values) {
  constexpr double wanted_bins = 30.0;
  constexpr double min_relative_width = 1e-9;  // bins below are rounding errors of the values
  constexpr double least = 1e-305;             // beyond these, arithmetic on bins is not exact
  constexpr double most = 1e305;
  Distribution bins;
  if (values.empty()) return bins;
  const double range = values.back() - values.front();
  const double size = std::max(std::abs(values.front()), std::abs(values.back()));
  if (size > most) return bins;
  const bool is_one_value = range <= std::max(least, min_relative_width * size);
  bins.width = is_one_value ? round_width(size > least ? size / wanted_bins : 1.0)
                            : round_width(range / wanted_bins);
  bins.low = bins.width * std::floor(values.front() / bins.width);
  const auto bin_of = [&](double value) {
    return static_cast<std::size_t>(std::floor((value - bins.low) / bins.width));
  };
  bins.counts.resize(bin_of(values.back()) + 1);
  for (const double value : values) ++bins.counts[bin_of(value)];
  return bins;
}

std::vector<MeasureSpread> measures_of(FileList files) {
  std::vector<MeasureSpread> spreads;
  for (const auto& column : measure_columns) {
    const auto values = sorted_values(files, column.value);
    if (values.empty()) continue;
    spreads.push_back({column, values.size(), quantile(values, 0.05), quantile(values, 0.5),
                       quantile(values, 0.95), distribution_of(values)});
  }
  return spreads;
}

}  // namespace mpietl::report
