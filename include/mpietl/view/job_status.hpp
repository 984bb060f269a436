#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "mpietl/core/record.hpp"
#include "mpietl/view/sink.hpp"

namespace mpietl::view {

/// Whether a job is running, or how its last run ended.
enum class JobState {
  running,
  finished,
  stopped,  ///< early but in order, with items left
  died,
};

/// "running", "finished", "stopped" or "died".
std::string name_of(JobState state);

/// An item in progress, or in progress when its run died.
struct ItemInFlight {
  std::string path;
  std::string host;
  std::int32_t rank = 0;
  std::int32_t attempt = 1;
  double seconds = not_measured;  ///< since its start
};

struct FailedItem {
  std::string path;
  std::string error;
};

/// The progress of a job. Texts are in the form of escape(); unknown counts are -1.
struct JobStatus {
  std::string report;
  JobState state = JobState::running;
  std::string reason;        ///< why it stopped
  bool has_report = false;   ///< the values are from the report, not from a journal
  std::int64_t run = 1;      ///< number of the last run of the job
  std::string created;       ///< start of that run, ISO 8601, UTC
  std::string command_line;  ///< of that run
  std::int64_t ranks = 0;
  std::int64_t threads_per_rank = 0;
  std::string hosts;                          ///< separated by commas
  double seconds_since_write = not_measured;  ///< since the run last wrote to its journal
  std::int64_t damaged = 0;                   ///< unreadable places in the journal

  std::int64_t items = -1;
  std::int64_t done = 0;
  std::int64_t failed = 0;
  std::int64_t dropped = 0;

  double items_per_second = not_measured;  ///< from the first item of the run until now or its end
  double bytes_per_second = not_measured;  ///< of inputs, in the same time
  double seconds_left = not_measured;      ///< at that rate, for a running run

  std::vector<ItemInFlight> in_flight;  ///< the longest first
  std::vector<FailedItem> errors;       ///< the latest of the run, newest first

  /// Items that have not ended; a report of now would call them skipped.
  [[nodiscard]] std::int64_t skipped() const {
    return items < 0 ? -1 : items - done - failed - dropped;
  }
};

/// The status for people, in some lines.
std::string render(const JobStatus& status);

/// The status as a JSON object in one line. Version 1 may get more keys, but none is renamed,
/// removed or changed in meaning. Unknown values are null. src/report/README.md lists the keys.
void write_json(const JobStatus& status, const Sink& sink);

}  // namespace mpietl::view
