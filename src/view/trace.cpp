#include "mpietl/view/trace.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "view/trace_counters.hpp"
#include "view/trace_files.hpp"
#include "view/trace_writer.hpp"

namespace mpietl::view {

namespace {

constexpr auto about_stages =
    "The seconds of a stage are known, but not when they were spent: stages are laid end to end "
    "from the start of their file, and scaled to fit (stages_scaled_by) where several threads "
    "shared it.";

/// The process behind those of the ranks.
std::int64_t job_process(const report::Report& report, const FileSlices& files) {
  std::int64_t last = 0;
  for (const auto& rank : report.ranks) last = std::max(last, std::int64_t{rank.rank} + 1);
  if (!files.shown.empty()) last = std::max(last, files.shown.back().track.process);
  return last + 1;
}

void name_ranks(TraceWriter& trace, const report::Report& report) {
  for (const auto& rank : report.ranks) {
    if (rank.rank < 0) continue;
    const std::int64_t process = std::int64_t{rank.rank} + 1;
    trace.name_process(process, "rank " + std::to_string(rank.rank) + " on host " + rank.host,
                       process);
  }
}

void write_files(TraceWriter& trace, const std::vector<FileSlice>& files) {
  Track last{0, 0};
  for (const auto& slice : files) {
    if (slice.track != last) {
      trace.name_thread(slice.track, "thread " + std::to_string(slice.track.thread - 1));
    }
    last = slice.track;
    write_file(trace, slice);
  }
}

void write_phases(TraceWriter& trace, Track track, const std::vector<report::Phase>& phases) {
  trace.name_thread(track, "phases");
  Ticks last = 0;
  for (const auto& [name, start, end] : phases) {
    if (!std::isfinite(start) || !std::isfinite(end)) continue;
    const Ticks from = std::max(last, ticks_of(start));
    last = std::max(from, ticks_of(end));
    trace.slice(track, name, from, last);
  }
}

JsonObject facts_of(const report::Report& report, const FileSlices& files) {
  const auto& summary = report.summary;
  JsonObject facts;
  facts.add("program", "mpietl " + summary.mpietl_version)
      .add("command_line", summary.command_line)
      .add("created", summary.created)
      .add("status", summary.status)
      .add("clock", "microseconds since the job began")
      .add("stages", about_stages)
      .add("files_shown", static_cast<std::int64_t>(files.shown.size()))
      .add("files_of_earlier_runs_left_out", files.of_earlier_runs)
      .add("files_not_worked_on_left_out", files.not_worked_on);
  return facts;
}

}  // namespace

void write_trace(const report::Report& report, const Sink& sink) {
  const auto files = file_slices(report);
  const auto job = job_process(report, files);
  TraceWriter trace(sink);
  name_ranks(trace, report);
  trace.name_process(job, "job", 0);
  write_phases(trace, {job, 1}, report.phases);
  write_counters(trace, job, files.shown);
  write_files(trace, files.shown);
  trace.finish(facts_of(report, files));
}

}  // namespace mpietl::view
