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

/// Whether two jobs, as TOML, have the same inputs and make the same outputs of them. One that is
/// empty is not known, and the same as any.
bool is_same_job(const std::string& a, const std::string& b);

/// The items of a job, in order.
struct PastItems {
  std::vector<journal::Paths> paths;
  std::vector<std::size_t> indices;  ///< of each, in the list of all inputs
  bool is_complete = false;
};

/// The items of the newest run whose list is whole, or else those that are known of the newest run
/// that tells of any. Runs of another job than the newest run's do not count.
PastItems items_of(const std::string& folder, const journal::Past& past);

/// What the ends of a run's items add up to.
class PastTimes {
 public:
  explicit PastTimes(const journal::PastRun& run);

  /// Takes an item that ended on `rank`.
  void add(std::int32_t rank, const Record& record);

  /// From the start of the job to the last end of an item; NaN where there is none.
  [[nodiscard]] double wall_seconds() const { return wall_seconds_; }

  [[nodiscard]] std::vector<RankRecord> ranks() const;

 private:
  struct Span {
    double start = not_measured;
    double end = not_measured;
  };

  std::vector<RankRecord> ranks_;  ///< in order
  std::vector<Span> spans_;        ///< of each, from its first item to its last end
  double wall_seconds_ = not_measured;
};

/// "complete", why the run stopped, "died", or "alive".
std::string ending_of(const journal::PastRun& run);

/// The row of a run in a report of a later one; `wall_seconds`: to the last end of an item.
report::HistoryRow history_row(const journal::PastRun& run, double wall_seconds);

/// Removes what those of `runs` that died left unfinished: temporary files in the folders of the
/// outputs of `items`, also such as a damaged journal does not tell of, of the report and of the
/// manifest. What cannot be listed or removed stays.
void remove_leftovers(const job::Job& job, const job::ItemList& items,
                      const std::vector<journal::PastRun>& runs);

/// The same beside the report at `path` and in the folders of its outputs.
/// Throws Error(format) for paths in it that no report has.
void remove_leftovers(const std::string& path, const report::Report& report,
                      const std::vector<journal::PastRun>& runs);

}  // namespace mpietl::app
