#pragma once

#include <chrono>
#include <vector>

#include "mpietl/run/local_team.hpp"
#include "mpietl/run/process_item.hpp"

namespace mpietl::test {

/// The extract, transform and load of single items.
class ContextWork : public run::Work {
 public:
  explicit ContextWork(const run::EtlContext& context) : context_(context) {}

  std::vector<Record> process(job::Unit& unit, run::Workspace& workspace) noexcept override {
    return {run::process_item(unit.items.front(), context_, workspace)};
  }
  bool help(run::Workspace& workspace) noexcept override {
    return run::help_with_item(context_, workspace);
  }

 private:
  const run::EtlContext& context_;
};

/// Waits until a team has done all its units.
inline void finish(run::Team& team) {
  team.close();
  while (!team.is_over()) team.wait(std::chrono::milliseconds(10));
}

/// The records of all items, processed by a team as in the program; the items' own indices do not
/// matter.
inline std::vector<Record> process_all(const std::vector<job::Item>& items,
                                       const run::EtlContext& context, int threads) {
  ContextWork work(context);
  run::LocalTeam team(threads, work, context.common.supervision, context.common.counters);
  std::vector<job::Unit> units;
  for (const auto& item : items) {
    units.push_back({{item}, {}});
    units.back().items.front().index = static_cast<std::int64_t>(units.size()) - 1;
  }
  team.push(std::move(units));
  finish(team);
  std::vector<Record> records(items.size());
  for (auto& record : team.take_records()) {
    records[static_cast<std::size_t>(record.index)] = std::move(record);
  }
  return records;
}

}  // namespace mpietl::test
