#pragma once

#include <cstdint>

#include "view/html/charts.hpp"
#include "view/json/values.hpp"

namespace mpietl::view::html {

/// `value` with seven significant digits, more than a chart can show; null where it is not finite.
Json rounded(double value);

/// null where `count` is not known, which is negative.
Json known(std::int64_t count);

/// What the charts of a run are drawn from; src/view/html/*.js read these members.
Json json_of_charts(const ShownRun& run);

/// How many files ended how, and why those that are not done, or have a warning, are so.
Json json_of_outcome(const report::Analysis& analysis);

/// What was measured of the outputs, samples to look at, and what commands used.
Json json_of_audio(const report::Analysis& analysis);

}  // namespace mpietl::view::html
