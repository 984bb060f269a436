#pragma once

#include "mpietl/core/record.hpp"

namespace mpietl {

/// Seconds of a report are multiples of this: a power of two below the nanosecond that clocks tell
/// at best, so that the bits below it, which are noise, take no room in a compressed file.
inline constexpr double tick_seconds = 1.0 / (1U << 30U);

/// The largest multiple of tick_seconds that is not above `seconds`, so that what fits into a
/// stretch of time still does. What is not finite stays as it is.
double cut_to_tick(double seconds);

/// The same for all columns of `record` whose unit is the second.
void cut_to_ticks(Record& record);

}  // namespace mpietl
