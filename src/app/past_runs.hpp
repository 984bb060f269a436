#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "mpietl/core/record.hpp"
#include "mpietl/job/item_list.hpp"
#include "mpietl/job/job.hpp"
#include "mpietl/journal/journal.hpp"
#include "mpietl/report/report.hpp"

namespace mpietl::app {

/// Whether two jobs, as TOML, have the same inputs and outputs. An empty text is unknown, and
/// matches any.
bool is_same_job(const std::string& a, const std::string& b);

/// The items of a job, in order.
struct PastItems {
  std::vector<journal::Paths> paths;
  std::vector<std::size_t> indices;  ///< of each in the list of all inputs
  bool is_complete = false;
};

/// The items of the newest run with a complete list; otherwise, the known items of the newest run
/// that has any. Ignores runs of other jobs than the newest run's.
PastItems items_of(const std::string& folder, const journal::Past& past);

/// Totals of a run, from the records of its items.
class PastTimes {
 public:
  explicit PastTimes(const journal::PastRun& run);

  /// Adds an item that ended on `rank`.
  void add(std::int32_t rank, const Record& record);

  /// Seconds from the start of the job to the last end of an item; NaN without one.
  [[nodiscard]] double wall_seconds() const { return wall_seconds_; }

  [[nodiscard]] std::vector<RankRecord> ranks() const;

 private:
  struct Span {
    double start = not_measured;
    double end = not_measured;
  };

  std::vector<RankRecord> ranks_;  ///< in order
  std::vector<Span>
      spans_;  ///< of each rank, from the start of its first item to the end of its last
  double wall_seconds_ = not_measured;
};

/// "complete", "died", "alive", or why the run stopped.
std::string ending_of(const journal::PastRun& run);

/// The history row of a run; `wall_seconds`: to the last end of an item.
report::HistoryRow history_row(const journal::PastRun& run, double wall_seconds);

/// Removes temporary files of dead `runs` in the folders of the outputs of `items`, of the report
/// and of the manifest, even if the journal does not name them. Ignores files that cannot be listed
/// or removed.
void remove_leftovers(const job::Job& job, const job::ItemList& items,
                      const std::vector<journal::PastRun>& runs);

/// The same for the report at `path` and its outputs. Throws Error(format) for invalid paths in it.
void remove_leftovers(const std::string& path, const report::Report& report,
                      const std::vector<journal::PastRun>& runs);

}  // namespace mpietl::app
