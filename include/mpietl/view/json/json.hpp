#pragma once

#include "mpietl/report/analysis/analysis.hpp"
#include "mpietl/report/analysis/comparison.hpp"
#include "mpietl/view/sink.hpp"

namespace mpietl::view {

/// A report as one JSON object (UTF-8, RFC 8259) for programs. Numbers are as in the report, not
/// rounded; what is not known, or not finite, is null. Units stand in the names; text and paths are
/// as in the report, that is in the form of escape(). Within version 1 keys are added, but none is
/// renamed, removed or changed in meaning.
///
///     mpietl_report_json  1, the version of this form
///     summary     the root attributes of the report, and its environment as an object
///     totals      items, done, failed, skipped, dropped, done_earlier; of the last run: files,
///                 bytes_in, bytes_out, samples, audio_seconds
///     rates       run_seconds, work_seconds, and per second of each: files, bytes_in, bytes_out,
///                 audio_seconds, in "of_run" and "of_work"
///     phases      list of phase, start_seconds, end_seconds
///     stages      list of stage, seconds (of all threads), and a file's median, p95, p99, max
///                 seconds; the last is "total"
///     percentiles of the files that are done: "seconds" and "bytes_in", each p50, p95, p99, max
///     efficiency  threads, load_balance, thread_load_balance (null where threads shared files),
///                 communication, parallel (parts of 1), mean_useful_seconds, max_useful_seconds
///     makespan    seconds, even_seconds, longest_seconds, bound_seconds, by_bound
///     idle        thread seconds: offered_seconds, total_seconds, start_seconds, between_seconds,
///                 tail_seconds, unused_seconds, helping_seconds
///     estimates   factor_median, factor_p95, factor_p99, factor_max, ratio_of_sums
///     slowest     ten files, slowest first: path, rank, thread, host, run, total_seconds, bytes_in
///                 (null: not known), seconds_by_typical, size_by_typical, stage, stage_share,
///                 stage_by_expected, rank_speed_by_median, host_speed_by_median,
///                 measured_by_estimated, why
///     ranks       the columns of /ranks, and speed_bytes_per_second
///     hosts       host, ranks, threads, cores (null: not known), items, bytes, busy_seconds,
///                 speed_bytes_per_second, clock_error_seconds
///     slowest_rank, slowest_host  name, speed_bytes_per_second, by_median; null where there are
///                 less than two
///     failures, skips, drops, warnings  list of reason, files (how many), examples (paths, five
///                 at most)
///     quality     samples, mostly_silent_files; clipped, saturated, not_finite, silent: each
///                 samples and files
///     measures    what was measured of the outputs that are done: list of measure, unit, files
///                 (of which it tells), p5, median, p95
///     history     the rows of /history
void write_json(const report::Analysis& analysis, const Sink& sink);

/// Several reports as one JSON object.
///
///     mpietl_report_json  1
///     runs        list of name, configuration, repetition, chunk, and the keys of a single report
///     comparison  scaling ("strong", "weak" or null);
///                 configurations: list of configuration, hosts, ranks, threads, schedule, chunk,
///                 repetitions, work_seconds and speed_up (each median, min, max), work_by_first,
///                 efficiency, imbalance, verdict ("first", "faster", "slower", "overlap": spreads
///                 cover the difference, "single": one run, so no spread is known);
///                 differences: list of what, values (one a run);
///                 files: list of first, second (names of runs), is_same_job, in_both,
///                 only_in_first, only_in_second, same_digests, mismatches (list of path,
///                 first_digest, second_digest, is_input_changed)
void write_json(const report::Comparison& comparison, const Sink& sink);

}  // namespace mpietl::view
