#pragma once

#include <span>
#include <vector>

#include "mpietl/core/record.hpp"
#include "mpietl/job/unit.hpp"

namespace mpietl::run {

/// Is notified by any thread when units begin and end.
class UnitLog {
 public:
  UnitLog() = default;
  UnitLog(const UnitLog&) = delete;
  UnitLog& operator=(const UnitLog&) = delete;
  UnitLog(UnitLog&&) = delete;
  UnitLog& operator=(UnitLog&&) = delete;
  virtual ~UnitLog() = default;

  /// Called when units begin. Fills the fingerprints of their items. Returns false if they must not
  /// begin.
  virtual bool begin(std::span<job::Unit* const> units) noexcept = 0;

  /// Called when a unit has ended and its outputs are committed, with the records of its items.
  virtual void end(const job::Unit& unit, const std::vector<Record>& records) noexcept = 0;
};

}  // namespace mpietl::run
