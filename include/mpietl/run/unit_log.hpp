#pragma once

#include <span>
#include <vector>

#include "mpietl/core/record.hpp"
#include "mpietl/job/unit.hpp"

namespace mpietl::run {

/// Is told of units as they begin and end, by any thread.
class UnitLog {
 public:
  UnitLog() = default;
  UnitLog(const UnitLog&) = delete;
  UnitLog& operator=(const UnitLog&) = delete;
  UnitLog(UnitLog&&) = delete;
  UnitLog& operator=(UnitLog&&) = delete;
  virtual ~UnitLog() = default;

  /// Units begin: fills the fingerprints of their items. False when they must not.
  virtual bool begin(std::span<job::Unit* const> units) noexcept = 0;

  /// What came of its items, whose outputs are committed.
  virtual void end(const job::Unit& unit, const std::vector<Record>& records) noexcept = 0;
};

}  // namespace mpietl::run
