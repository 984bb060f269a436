#pragma once

#include "mpietl/report/analysis/analysis.hpp"
#include "mpietl/report/analysis/comparison.hpp"
#include "mpietl/view/sink.hpp"

namespace mpietl::view {

/// A report as one JSON object (UTF-8, RFC 8259) for programs. Numbers are as in the report, not
/// rounded; what is not known, or not finite, is null. Units stand in the names; text and paths are
/// as in the report, that is in the form of escape(). Within version 1 keys are added, but none is
/// renamed, removed or changed in meaning.
/// src/report/README.md lists the keys.
void write_json(const report::Analysis& analysis, const Sink& sink);

/// Several reports as one JSON object; src/report/README.md lists its keys, too.
void write_json(const report::Comparison& comparison, const Sink& sink);

}  // namespace mpietl::view
