#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "app/distribute.hpp"
#include "app/run_name.hpp"
#include "mpietl/core/record.hpp"
#include "mpietl/job/job.hpp"
#include "mpietl/report/report.hpp"

namespace mpietl::app {

/// Names of the hosts of ranks, each once, in their order, comma between.
template <class Rank>
std::string host_names(const std::vector<Rank>& ranks) {
  std::vector<std::string> names;
  std::string text;
  for (const auto& rank : ranks) {
    if (std::ranges::find(names, rank.host) != names.end()) continue;
    names.push_back(rank.host);
    text += (text.empty() ? "" : ",") + rank.host;
  }
  return text;
}

/// All of a run's report but the rows of its files, on rank 0: how and where it ran, and the
/// totals.
report::Overview compose_report(const job::Job& job, const job::WholeList& list,
                                const Outcome& outcome, const report::FileRows& files,
                                const RunStart& start, const std::string& command_line);

}  // namespace mpietl::app
