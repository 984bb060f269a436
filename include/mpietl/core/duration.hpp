#pragma once

#include <string>
#include <string_view>

namespace mpietl {

/// Seconds of "90s", "30m", "1.5h", "2d", or of "HH:MM:SS"; more than 0. Throws Error(usage), which
/// names `what`, for anything else: a number alone is refused, since batch systems take it for
/// minutes, and people for seconds.
double parse_duration(std::string_view text, const std::string& what);

/// As Slurm writes times, rounded up to a whole second: "00:01:30", "2-03:00:00".
std::string format_clock_time(double seconds);

}  // namespace mpietl
