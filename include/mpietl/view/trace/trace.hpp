#pragma once

#include "mpietl/report/report.hpp"
#include "mpietl/view/sink.hpp"

namespace mpietl::view {

/// A run as a timeline for Perfetto and chrome://tracing: JSON in the Trace Event Format.
///
/// It has a process for each rank, with a track for each thread; both are numbered from 1, since
/// Perfetto uses 0 for the idle process. A file is a slice, which contains a slice for each stage.
/// Only the total time of a stage is known: stages are placed end to end from the start of the
/// file, and scaled to fit if several threads shared it (the argument `stages_scaled_by`). The
/// process `job` has the phases of the run, and counters of MB/s in and out and of files in
/// progress.
///
/// Times are in microseconds on the job's clock, in steps of 1/8, which binary fractions represent
/// exactly. Files of earlier runs, whose times are on other clocks, and files that were not
/// processed are left out; `otherData` has their numbers.
void write_trace(const report::Report& report, const Sink& sink);

}  // namespace mpietl::view
