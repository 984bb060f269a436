#pragma once

#include "job/json.hpp"
#include "mpietl/job/item_list.hpp"

namespace mpietl::job {

/// The part of its recording that a cut or a supervision of Lhotse is: `start`, `duration` and
/// `channel`, all channels if that is a list of several. Throws Error(usage) without the place.
Segment lhotse_segment(const Json& object);

}  // namespace mpietl::job
