#pragma once

#include <cstdint>
#include <vector>

#include "view/trace_files.hpp"
#include "view/trace_writer.hpp"

namespace mpietl::view {

/// Counters of the process: MB/s in and out, and files in work, as means over some hundred equal
/// stretches of time. The bytes of a file that is done are spread evenly over its time.
void write_counters(TraceWriter& trace, std::int64_t process, const std::vector<FileSlice>& files);

}  // namespace mpietl::view
