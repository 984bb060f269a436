#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "mpietl/run/process_item.hpp"
#include "mpietl/run/team.hpp"

namespace mpietl::test {

/// The records of all items, worked on by a team as in the program; the items' own indices do not
/// matter.
inline std::vector<Record> process_all(const std::vector<job::Item>& items,
                                       const run::EtlContext& context, int threads) {
  std::vector<Record> records(items.size());
  std::vector<run::Workspace> workspaces(static_cast<std::size_t>(threads));
  const auto mine = [&](int thread) -> run::Workspace& {
    return workspaces[static_cast<std::size_t>(thread)];
  };
  run::Alarm alarm;
  run::ItemQueue queue(threads, alarm);
  auto numbered = items;
  for (std::size_t i = 0; i < items.size(); ++i) {
    numbered[i].index = static_cast<std::int64_t>(i);
  }
  queue.push(numbered);
  queue.close();
  run::run_team(queue, alarm,
                {.work =
                     [&](const job::Item& item, int thread) {
                       records[static_cast<std::size_t>(item.index)] =
                           run::process_item(item, context, mine(thread));
                     },
                 .soon = [](const job::Item&, int) {},
                 .help = [&](int thread) { return run::help_with_item(context, mine(thread)); },
                 .pulse = [] { return std::chrono::milliseconds(10); }});
  return records;
}

}  // namespace mpietl::test
