#pragma once

#include <cstddef>
#include <vector>

#include "mpietl/core/packed_record.hpp"
#include "mpietl/core/record.hpp"
#include "mpietl/core/text_store.hpp"

namespace mpietl {

/// The records of a job by index, compactly: 192 bytes a row, and the bytes of its texts where it
/// has any. All comes back exactly but `path` and `output`, which the list of items knows.
class RecordTable {
 public:
  explicit RecordTable(std::size_t size = 0) : rows_(size) {}

  [[nodiscard]] std::size_t size() const { return rows_.size(); }

  /// Keeps `record` at its index; what was there before is replaced, though the bytes of its texts
  /// are not freed. Throws Error(internal) for an index that is not in the table.
  void set(const Record& record);

  /// The row is as if it was never set. Throws Error(internal) as set().
  void forget(std::size_t index);

  /// Whether the row was set. Throws Error(internal) as set().
  [[nodiscard]] bool has(std::size_t index) const;

  /// The record of that index, without paths; one that was never set is skipped, and nothing of it
  /// is known. Throws Error(internal) as set().
  [[nodiscard]] Record operator[](std::size_t index) const;

 private:
  [[nodiscard]] const PackedRecord& row(std::size_t index) const;

  std::vector<PackedRecord> rows_;
  TextStore texts_;
};

}  // namespace mpietl
