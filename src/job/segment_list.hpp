#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "mpietl/job/item_list.hpp"

namespace mpietl::job {

/// A part of a recording that a list of segments names.
struct NamedSegment {
  std::size_t line = 0;   ///< in the list, from 0
  std::string id;         ///< names its output; a relative path without extension
  std::string recording;  ///< its id, or the path of its file
  Segment segment;
};

/// The segments in `text`, in its order. Its format is told by its content: Kaldi's segments (ID
/// RECORDING START END), RTTM (SPEAKER lines), or a table with a header, separated by commas (RFC
/// 4180) or tabs, of columns `file`, `start`, `end` or `duration`, and perhaps `id`. Times are
/// seconds. Segments without ids are called RECORDING-[SPEAKER-]START-END, in milliseconds. An end
/// of -1 is that of the recording. `name` stands for the text in messages.
/// Throws Error(usage) that names the lines that cannot be understood.
std::vector<NamedSegment> parse_segments(const std::string& text, const std::string& name);

}  // namespace mpietl::job
