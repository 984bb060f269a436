#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "mpietl/core/record.hpp"
#include "mpietl/view/sink.hpp"

namespace mpietl::view {

/// Whether somebody is at work on a job, or how its last run ended.
enum class JobState {
  running,
  finished,
  stopped,  ///< in order, with items left
  died,
};

/// "running", "finished", "stopped" or "died".
std::string name_of(JobState state);

/// An item that a thread works on, or did when its run died.
struct ItemInFlight {
  std::string path;
  std::string host;
  std::int32_t rank = 0;
  std::int32_t attempt = 1;
  double seconds = not_measured;  ///< since it began
};

struct FailedItem {
  std::string path;
  std::string error;
};

/// How far a job is. Texts are in the form of escape(); counts that are not known are -1.
struct JobStatus {
  std::string report;
  JobState state = JobState::running;
  std::string reason;        ///< why it stopped
  bool has_report = false;   ///< it is the report that tells all this, not a journal
  std::int64_t run = 1;      ///< the last of the job
  std::string created;       ///< start of that run, ISO 8601, UTC
  std::string command_line;  ///< of that run
  std::int64_t ranks = 0;
  std::int64_t threads_per_rank = 0;
  std::string hosts;                          ///< comma between
  double seconds_since_write = not_measured;  ///< by the run, to its journal
  std::int64_t damaged = 0;                   ///< places in the journal that could not be read

  std::int64_t items = -1;
  std::int64_t done = 0;
  std::int64_t failed = 0;
  std::int64_t dropped = 0;

  double items_per_second = not_measured;  ///< of the run, from its first item to now or to its end
  double bytes_per_second = not_measured;  ///< of inputs, likewise
  double seconds_left = not_measured;      ///< at that rate; of a run that goes on

  std::vector<ItemInFlight> in_flight;  ///< longest first
  std::vector<FailedItem> errors;       ///< the last of the run, newest first

  /// Items that have not ended: those that a report would call skipped now.
  [[nodiscard]] std::int64_t skipped() const {
    return items < 0 ? -1 : items - done - failed - dropped;
  }
};

/// The status for people, some lines.
std::string render(const JobStatus& status);

/// The status as one line of JSON, which is an object. Within version 1 keys are added, but none is
/// renamed, removed or changed in meaning. What is not known is null.
/// src/report/README.md lists the keys.
void write_json(const JobStatus& status, const Sink& sink);

}  // namespace mpietl::view
