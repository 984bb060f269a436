#pragma once

#include "mpietl/job/items.hpp"

namespace mpietl::job {

/// Makes entries of a manifest from the segments in `job.segments`. They are ordered by recording
/// as in `named` and then `manifest` (null: none); within a recording as in the segments. A segment
/// refers to a recording by its id, or by path or name of its file, with or without extension.
/// Without recordings, segments name the files themselves.
/// Throws Error(usage) as parse_segments(), for names that several recordings share, and when no
/// segment has a recording; Error(not_found, permission, storage) when the file cannot be read.
Manifest cut_list(const Job& job, const ItemList& named, const Manifest* manifest,
                  SegmentGaps& gaps);

}  // namespace mpietl::job
