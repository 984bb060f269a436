#pragma once

#include <cstdint>
#include <tuple>
#include <vector>

#include "mpietl/core/columns.hpp"
#include "mpietl/core/record.hpp"

namespace mpietl::report {

/// A segment that was found in a file: a row of `/segments`.
struct SegmentRow {
  std::int64_t index = 0;
  double start = 0.0;
  double end = 0.0;
  std::int64_t first_frame = 0;
  std::int64_t frames = 0;
};

inline constexpr auto segment_columns = std::tuple{
    Column{"index", &SegmentRow::index, "", "the file that it is in: the column index of files"},
    Column{"start", &SegmentRow::start, "s", "where it begins in what was read of the file"},
    Column{"end", &SegmentRow::end, "s", "where it ends"},
    Column{"first_frame", &SegmentRow::first_frame, "frames", "the same as start"},
    Column{"frames", &SegmentRow::frames, "frames", "how long it is"},
};

/// The segments of files, which come in order, maybe more than once.
class SegmentRows {
 public:
  /// Throws Error(format) for a record that is damaged.
  void add(std::size_t row, const Record& file);

  [[nodiscard]] const std::vector<SegmentRow>& rows() const { return rows_; }

 private:
  std::size_t seen_ = 0;
  std::vector<SegmentRow> rows_;
};

/// Gives the files, which are in list order, their segments. Throws Error(format) for rows that
/// SegmentRows does not make.
void put_segments(const std::vector<SegmentRow>& rows, std::vector<Record>& files);

}  // namespace mpietl::report
