#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "mpietl/report/analysis/statistics.hpp"

namespace mpietl::report {

/// A column of `/files` that jobs can ask to be measured.
struct MeasureColumn {
  const char* name;
  const char* unit;
  double Record::*value;
};

inline constexpr std::array measure_columns{MeasureColumn{"loudness", "LUFS", &Record::loudness},
                                            MeasureColumn{"true_peak", "dBTP", &Record::true_peak},
                                            MeasureColumn{"dc", "full scale", &Record::dc},
                                            MeasureColumn{"bandwidth", "Hz", &Record::bandwidth},
                                            MeasureColumn{"crest", "dB", &Record::crest}};

/// How many values lie in bins of equal width; the first begins at `low`.
struct Distribution {
  double low = 0.0;
  double width = 0.0;                ///< 1, 2 or 5 times a power of ten
  std::vector<std::int64_t> counts;  ///< some thirty at most
};

/// Of finite values in rising order; no bins where there are none.
Distribution distribution_of(const std::vector<double>& values);

/// Quantiles of a column over the done files, by nearest rank.
struct MeasureSpread {
  MeasureColumn column{};
  std::size_t files = 0;  ///< files with a value
  double p5 = not_measured;
  double median = not_measured;
  double p95 = not_measured;
  Distribution distribution;
};

/// The columns of measure_columns with values.
std::vector<MeasureSpread> measures_of(FileList files);

}  // namespace mpietl::report
