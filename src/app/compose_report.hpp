#pragma once

#include <string>
#include <vector>

#include "app/distribute.hpp"
#include "mpietl/core/rank_record.hpp"
#include "mpietl/job/job.hpp"
#include "mpietl/report/report.hpp"

namespace mpietl::app {

/// Names of the hosts, each once, in the order of their ranks, comma between.
std::string host_names(const std::vector<RankRecord>& ranks);

/// All of a run's report but the rows of its files, on rank 0: how and where it ran, and the
/// totals.
report::Overview compose_report(const job::Job& job, const Outcome& outcome,
                                const report::FileRows& files, const std::string& created,
                                const std::string& command_line);

}  // namespace mpietl::app
