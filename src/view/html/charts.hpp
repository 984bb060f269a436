#pragma once

#include "mpietl/report/comparison.hpp"
#include "mpietl/report/runs.hpp"
#include "view/html/json.hpp"
#include "view/html/shown_run.hpp"

namespace mpietl::view::html {

/// What the charts of a run are drawn from; src/view/html/*.js read these members.

/// What ran, where, when and how: [name, text] each.
Json facts_of(const report::Report& report);

/// Key figures: {name, value, meaning} each, as texts.
Json figures_of(const ShownRun& run);

/// Who worked when. `lanes` are names, and `phases` are {name, start, end}. Where files are few, a
/// slice is a file: columns `lane`, `start`, `end`, `kind` (done, warned or failed) and `path`.
/// Else one is a stretch of a lane that was about as busy all the time: `kind` is the quintile of
/// its busy threads, 1 to 5, and `files` counts those that began in it.
Json timeline_of(const ShownRun& run);

/// Over time in steps of `step_seconds`: megabytes a second in and out, and files in work, each the
/// mean of its step. Bytes of a file are spread evenly over the time of its work.
Json throughput_of(const ShownRun& run);

/// Thread-seconds and seconds per file of each stage.
Json stages_of(const ShownRun& run);

/// Where idle thread-seconds of the work phase arose; null: not known.
Json idle_of(const ShownRun& run);

/// Files by seconds: bins between `edges`, ten a decade, of files that are done and that failed.
Json histogram_of(const ShownRun& run);

/// Seconds against bytes in. Where files are few, a point is a file; else it is a bin of
/// logarithms, `count` files, and the slowest and some failed ones stand beside it as files.
Json scatter_of(const ShownRun& run);

/// Busy and idle thread-seconds, files and bytes of each rank, or of groups of them; and of hosts.
Json load_of(const ShownRun& run);
Json hosts_of(const ShownRun& run);

/// The ten slowest files, and why they were slow.
Json slowest_of(const ShownRun& run);

/// Samples that are clipped, saturated, not finite or silent.
Json quality_of(const ShownRun& run);

/// Runs of a job that was resumed.
Json history_of(const ShownRun& run);

/// Failures, skips and warnings by reason.
Json reasons_of(const ShownRun& run);

/// The rows that matter most: failed, skipped, with warnings, and the slowest.
Json file_table_of(const ShownRun& run);

/// How configurations scale, and sentences of what is to know when runs are compared.
Json scaling_of(const std::vector<report::Scaling>& rows);
Json scaling_notes_of(const std::vector<report::NamedRun>& runs);

/// What differs in the configurations of runs; and outputs that differ although their jobs do not.
Json differences_of(const report::Comparison& comparison);
Json mismatches_of(const report::Comparison& comparison);

}  // namespace mpietl::view::html
