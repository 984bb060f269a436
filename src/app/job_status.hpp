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

/// Counts what a run tells of its items, as they are read from its journal.
class StatusTally {
 public:
  void add(const journal::Entry& entry);

  /// How far the job of `run`, whose entries were added, is. `now`: in UTC since 1970.
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
  std::int64_t bytes_ = 0;                       ///< of the inputs of these
  double start_ = not_measured;                  ///< of the first of these, on the job's clock
  double end_ = not_measured;                    ///< of the last
  std::vector<Failure> failures_;                ///< the last ones, oldest first
  std::map<std::int64_t, journal::Entry> open_;  ///< by index
};

/// The same of a job whose report is all that there is. Empties it.
view::JobStatus status_of(report::Report report);

/// The exit status that tells it.
ExitStatus exit_status_of(const view::JobStatus& status);

/// How far the job of the report at `path` is: by its journal, and where there is none, by the
/// report. Throws Error(not_found) where there is neither, Error(usage) for a file of several runs,
/// and else as report::read() and journal::read().
view::JobStatus read_status(const std::string& path);

}  // namespace mpietl::app
