#pragma once

#include <functional>
#include <utility>
#include <vector>

#include "mpietl/core/record.hpp"
#include "mpietl/job/unit.hpp"

namespace mpietl::run {

struct Workspace;

/// What the threads of a rank do with units. `workspace` belongs to the calling thread. No method
/// throws: records hold the errors.
class Work {
 public:
  Work() = default;
  Work(const Work&) = delete;
  Work& operator=(const Work&) = delete;
  Work(Work&&) = delete;
  Work& operator=(Work&&) = delete;
  virtual ~Work() = default;

  /// Processes a unit; returns one record for each of its items.
  virtual std::vector<Record> process(job::Unit& unit, Workspace& workspace) noexcept = 0;

  /// Announces an item that will be processed soon.
  virtual void prepare(const job::Item& /*item*/, Workspace& /*workspace*/) noexcept {}

  /// Helps another thread with an item; returns whether there was one.
  virtual bool help(Workspace& /*workspace*/) noexcept { return false; }
};

/// Work that calls one function, which must not throw, for each item.
class ItemWork : public Work {
 public:
  using Process = std::function<Record(const job::Item& item, Workspace& workspace)>;

  explicit ItemWork(Process process) : process_(std::move(process)) {}

  std::vector<Record> process(job::Unit& unit, Workspace& workspace) noexcept override {
    std::vector<Record> records;
    for (const auto& item : unit.items) records.push_back(process_(item, workspace));
    return records;
  }

 private:
  Process process_;
};

}  // namespace mpietl::run
