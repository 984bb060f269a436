#pragma once

#include "mpietl/report/report.hpp"
#include "mpietl/view/sink.hpp"

namespace mpietl::view {

/// A run as a timeline that Perfetto and chrome://tracing open: JSON in the Trace Event Format.
///
/// A process stands for each rank and a thread for each of its threads, both counted from 1, since
/// Perfetto takes 0 for the idle process. A slice stands for each file, and in it one for each
/// stage. What is known of a stage is how many seconds it took in all, not when: the stages are
/// laid end to end from the start of the file, and scaled to fit where several threads shared it
/// (the argument `stages_scaled_by`). The process `job` has the phases of the run, and counters of
/// MB/s in and out and of files in work.
///
/// Times are microseconds on the job's clock, in steps of 1/8, which binary fractions hold exactly.
/// Files whose times are not on that clock, since an earlier run did them, and those that nobody
/// worked on are left out; `otherData` tells how many.
void write_trace(const report::Report& report, const Sink& sink);

}  // namespace mpietl::view
