#pragma once

#include <cstdint>
#include <string>
#include <tuple>

#include "mpietl/core/columns.hpp"
#include "mpietl/core/record.hpp"

namespace mpietl::report {

/// One run of the job, as those that came after it tell of it: a row of `/history`.
struct HistoryRow {
  std::int32_t run = 1;
  std::string created;
  std::string command_line;
  std::int64_t ranks = 0;
  std::int64_t threads_per_rank = 0;
  std::string hosts;
  std::string ended;
  std::int64_t done = 0;
  std::int32_t on_clock = 0;
  double wall_seconds = not_measured;
};

inline constexpr auto history_columns = std::tuple{
    Column{"run", &HistoryRow::run, "", "run of the job, from 1; the column run of files"},
    Column{"created", &HistoryRow::created, "", "start of this run, ISO 8601, UTC"},
    Column{"command_line", &HistoryRow::command_line, "", "how it was started"},
    Column{"ranks", &HistoryRow::ranks, "", "number of MPI ranks"},
    Column{"threads_per_rank", &HistoryRow::threads_per_rank, "", "the largest over the ranks"},
    Column{"hosts", &HistoryRow::hosts, "", "names, each once, comma between"},
    Column{"ended", &HistoryRow::ended, "", "complete, why it stopped early, or died"},
    Column{"done", &HistoryRow::done, "", "inputs that this run did, and that are still done"},
    Column{"on_clock", &HistoryRow::on_clock, "",
           "1: ranks, phases and clock of this report are of this run; 0: it was before"},
    Column{"wall_seconds", &HistoryRow::wall_seconds, "s", "how long it took; NaN: not known"},
};

}  // namespace mpietl::report
