#pragma once

#include "mpietl/job/items.hpp"

namespace mpietl::job {

/// The segments of `job.segments` as entries of a manifest, by recording in the order of `named`
/// and of `manifest` (null: none), which are the recordings; of a recording in the order of the
/// segments. A segment names a recording by its id, or the path or the name of its file, with or
/// without the extension. Without recordings, the segments name the files themselves.
/// Throws Error(usage) as parse_segments(), for names that several recordings share, and when no
/// segment has a recording; Error(not_found, permission, storage) when the file cannot be read.
Manifest cut_list(const Job& job, const ItemList& named, const Manifest* manifest,
                  SegmentGaps& gaps);

}  // namespace mpietl::job
