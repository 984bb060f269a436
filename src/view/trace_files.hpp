#pragma once

#include <cstdint>
#include <vector>

#include "mpietl/report/report.hpp"
#include "view/trace_writer.hpp"

namespace mpietl::view {

/// A file on the track of the thread that owned it.
struct FileSlice {
  Track track;
  Ticks start = 0;
  Ticks end = 0;
  const Record* file = nullptr;
};

/// The rows that a timeline can show, and how many it cannot.
struct FileSlices {
  std::vector<FileSlice> shown;  ///< by track and start; those of a track do not overlap
  std::int64_t of_earlier_runs = 0;
  std::int64_t not_worked_on = 0;
};

/// `report` must outlive what it gives.
FileSlices file_slices(const report::Report& report);

/// The file, and its stages in it.
void write_file(TraceWriter& trace, const FileSlice& slice);

}  // namespace mpietl::view
