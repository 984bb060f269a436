#pragma once

#include <cstdint>

#include "view/html/charts.hpp"
#include "view/json/values.hpp"

namespace mpietl::view::html {

/// `value` with seven significant digits, more than a chart can show; null if it is not finite.
Json rounded(double value);

/// `count`; null if it is negative, which means not known.
Json known(std::int64_t count);

/// The data of the charts of a run; src/view/html/*.js read these members.
Json json_of_charts(const ShownRun& run);

/// The number of files by outcome, and the reasons of failures, skips, drops and warnings.
Json json_of_outcome(const report::Analysis& analysis);

/// Measures of the outputs, suspicious samples, and what commands used.
Json json_of_audio(const report::Analysis& analysis);

}  // namespace mpietl::view::html
