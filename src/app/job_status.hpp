#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "mpietl/core/exit_status.hpp"
#include "mpietl/journal/journal.hpp"
#include "mpietl/report/report.hpp"
#include "mpietl/view/job_status.hpp"

namespace mpietl::app {

/// Counts the items of a run as they are read from its journal.
class StatusTally {
 public:
  void add(const journal::Entry& entry);

  /// The progress of the job of `run`, whose entries were added. `now` is in seconds of UTC since
  /// 1970.
  [[nodiscard]] view::JobStatus status(const journal::PastRun& run, double now) const;

 private:
  struct Failure {
    double end = not_measured;  ///< on the job's clock
    view::FailedItem item;
  };

  void add_end(const journal::Started& started, const Record& record);
  void add_failure(double end, const journal::Started& started, const Record& record);
  void set_rates(const journal::PastRun& run, double now, view::JobStatus& status) const;
  [[nodiscard]] std::vector<view::ItemInFlight> in_flight(const journal::PastRun& run,
                                                          double now) const;

  std::int64_t done_ = 0;
  std::int64_t failed_ = 0;
  std::int64_t dropped_ = 0;
  std::int64_t bytes_ = 0;                       ///< of the inputs of the items that have ended
  double start_ = not_measured;                  ///< of the first of them, on the job's clock
  double end_ = not_measured;                    ///< of the last of them
  std::vector<Failure> failures_;                ///< the latest ones, oldest first
  std::map<std::int64_t, journal::Entry> open_;  ///< by index
};

/// The progress of a job that has only a report. Empties the report.
view::JobStatus status_of(report::Report report);

/// The exit status for that progress.
ExitStatus exit_status_of(const view::JobStatus& status);

/// The progress of the job of the report at `path`, from its journal if there is one, otherwise
/// from the report. Throws Error(not_found) if there is neither, Error(usage) for a file of several
/// runs, and otherwise as report::read() and journal::read().
view::JobStatus read_status(const std::string& path);

}  // namespace mpietl::app
