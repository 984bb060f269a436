#pragma once

#include "mpietl/report/analysis/analysis.hpp"
#include "mpietl/report/analysis/comparison.hpp"
#include "mpietl/view/sink.hpp"

namespace mpietl::view {

/// A report as one JSON object (UTF-8, RFC 8259) for programs. Numbers are not rounded; unknown and
/// non-finite values are null. Names contain units; texts and paths are in the form of escape(), as
/// in the report. Version 1 may get more keys, but none is renamed, removed or changed in meaning.
/// src/report/README.md lists the keys.
void write_json(const report::Analysis& analysis, const Sink& sink);

/// Several reports as one JSON object; src/report/README.md lists its keys.
void write_json(const report::Comparison& comparison, const Sink& sink);

}  // namespace mpietl::view
