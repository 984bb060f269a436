#pragma once

#include <vector>

#include "mpietl/run/process_item.hpp"
#include "mpietl/run/team.hpp"

namespace mpietl::test {

/// The records of all items, worked on by a team as in the program.
inline std::vector<Record> process_all(const std::vector<job::Item>& items,
                                       const run::EtlContext& context, int threads) {
  std::vector<Record> records(items.size());
  std::vector<run::Workspace> workspaces(static_cast<std::size_t>(threads));
  const auto mine = [&](int thread) -> run::Workspace& {
    return workspaces[static_cast<std::size_t>(thread)];
  };
  const auto work = [&](std::size_t i, int thread) {
    records[i] = run::process_item(items[i], context, mine(thread));
  };
  const auto help = [&](int thread) { return run::help_with_item(context, mine(thread)); };
  run::run_team(items.size(), threads, {work, help, [] {}});
  return records;
}

}  // namespace mpietl::test
