#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "mpietl/job/item_list.hpp"

namespace mpietl::job {

/// A segment of a recording, as a list of segments names it.
struct NamedSegment {
  std::size_t line = 0;   ///< in the list, from 0
  std::string id;         ///< names its output; a relative path without extension
  std::string recording;  ///< its id, or the path of its file
  Segment segment;
};

/// The segments in `text`, in its order. The format follows from the content: Kaldi's segments (ID
/// RECORDING START END), RTTM (SPEAKER lines), or a table with a header, separated by commas (RFC
/// 4180) or tabs, with columns `file`, `start`, `end` or `duration`, and optionally `id` and
/// `channel`; or JSON lines of NeMo (`offset`), or of Lhotse (supervisions or cuts). Times are in
/// seconds; an end of -1 is the end of the recording. Segments without ids are called
/// RECORDING-[SPEAKER-]START-END, in milliseconds. Messages call the text `name`.
/// Throws Error(usage) with the numbers of the lines that cannot be parsed.
std::vector<NamedSegment> parse_segments(const std::string& text, const std::string& name);

/// A segment from a line of JSON. Throws Error(usage) without the place.
NamedSegment json_segment(std::string_view line);

}  // namespace mpietl::job
