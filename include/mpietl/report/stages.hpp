#pragma once

#include <array>
#include <vector>

#include "mpietl/report/statistics.hpp"

namespace mpietl::report {

/// A part of the work on a file that is measured by itself.
struct StageColumn {
  const char* name;
  double Record::*seconds;
};

/// In the order in which a file goes through them.
inline constexpr std::array stage_columns{StageColumn{"open", &Record::open_seconds},
                                          StageColumn{"read", &Record::read_seconds},
                                          StageColumn{"transform", &Record::transform_seconds},
                                          StageColumn{"write", &Record::write_seconds},
                                          StageColumn{"close", &Record::close_seconds},
                                          StageColumn{"waiting", &Record::wait_seconds}};

/// Where threads spent their time on the files that were worked on.
struct Stage {
  const char* name = "";
  double seconds = 0.0;  ///< added over all threads
  Spread per_file;       ///< seconds for a file that is done
};

/// Those of stage_columns (waiting: of threads that share a file, for each other), then what of the
/// total time is in none of them ("other"), and their total; per file this is the time from its
/// start to its end.
std::vector<Stage> stages_of(FileList files);

/// Seconds of one file in all stage_columns, added over its threads.
double stage_seconds(const Record& file);

}  // namespace mpietl::report
