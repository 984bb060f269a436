#pragma once

#include <string>
#include <string_view>

#include "mpietl/job/job.hpp"

namespace mpietl::job {

/// "auto", "bar", "plain" or "none".
std::string_view to_string(ProgressStyle style);

/// The style of that name; throws Error(usage) that lists the names.
ProgressStyle progress_style_from(std::string_view text);

}  // namespace mpietl::job
