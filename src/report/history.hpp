#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include "mpietl/report/report.hpp"

namespace mpietl::report {

/// The number of files that each run did. Rows come in order, possibly more than once.
class DoneByRun {
 public:
  void count(std::size_t index, const Record& file);

  /// Number of files that `run` did.
  [[nodiscard]] std::int64_t of(std::int32_t run) const;

 private:
  std::size_t seen_ = 0;
  std::map<std::int32_t, std::int64_t> done_;
};

/// The history to store: the earlier runs that `run` lists, then the run itself, each with the
/// number of files that it did. For joined reports, all runs are in the list.
std::vector<HistoryRow> history_of(const Overview& run, const DoneByRun& done);

}  // namespace mpietl::report
