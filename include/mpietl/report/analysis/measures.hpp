#pragma once

#include <array>
#include <vector>

#include "mpietl/report/analysis/statistics.hpp"

namespace mpietl::report {

/// A column of `/files` that is measured where a job asks for it.
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

/// What a column tells of the files that are done, by nearest rank.
struct MeasureSpread {
  MeasureColumn column{};
  std::size_t files = 0;  ///< of which it tells
  double p5 = not_measured;
  double median = not_measured;
  double p95 = not_measured;
};

/// Those of measure_columns that tell of any file.
std::vector<MeasureSpread> measures_of(FileList files);

}  // namespace mpietl::report
