#include "report/hdf5/segment_rows.hpp"

#include <limits>

#include "mpietl/core/error.hpp"
#include "mpietl/core/frame_ranges.hpp"

namespace mpietl::report {

namespace {

/// Whether a range may follow others that end at `end`.
bool follows(const SegmentRow& row, std::int64_t end) {
  return row.first_frame >= end && row.frames >= 0 &&
         row.frames <= std::numeric_limits<std::int64_t>::max() - row.first_frame;
}

}  // namespace

void SegmentRows::add(std::size_t row, const Record& file) {
  if (row < seen_) return;
  seen_ = row + 1;
  for (const auto& range : ranges_from(file.segments)) {
    rows_.push_back({file.index, static_cast<double>(range.first) / file.sample_rate,
                     static_cast<double>(range.end()) / file.sample_rate, range.first,
                     range.count});
  }
}

void put_segments(const std::vector<SegmentRow>& rows, std::vector<Record>& files) {
  auto row = rows.begin();
  for (auto& file : files) {
    std::vector<FrameRange> ranges;
    for (; row != rows.end() && row->index == file.index; ++row) {
      if (!follows(*row, ranges.empty() ? 0 : ranges.back().end())) break;
      ranges.push_back({row->first_frame, row->frames});
    }
    file.segments = to_text(ranges);
  }
  if (row != rows.end()) {
    throw Error(Reason::format, "table segments: rows are not in the order of the files");
  }
}

}  // namespace mpietl::report
