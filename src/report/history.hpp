#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include "mpietl/report/report.hpp"

namespace mpietl::report {

/// How many files each run did, from rows that come in order, maybe more than once.
class DoneByRun {
 public:
  void count(std::size_t index, const Record& file);

  /// Files that `run` did.
  [[nodiscard]] std::int64_t of(std::int32_t run) const;

 private:
  std::size_t seen_ = 0;
  std::map<std::int32_t, std::int64_t> done_;
};

/// The history to store: what `run` knows of the runs before, then the run itself as its summary
/// says; each with the number of files that it did. Of joined reports, all are known before.
std::vector<HistoryRow> history_of(const Overview& run, const DoneByRun& done);

}  // namespace mpietl::report
