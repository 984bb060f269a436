#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "app/past_runs.hpp"
#include "mpietl/core/record_table.hpp"
#include "mpietl/journal/journal.hpp"

namespace mpietl::app {

/// The rows of a job's report, as its runs tell of them one after the other.
class JoinedRows {
 public:
  /// An item is known by its output, whose path no other has.
  explicit JoinedRows(PastItems items);
  JoinedRows(const JoinedRows&) = delete;
  JoinedRows& operator=(const JoinedRows&) = delete;
  JoinedRows(JoinedRows&&) = delete;
  JoinedRows& operator=(JoinedRows&&) = delete;
  ~JoinedRows() = default;

  [[nodiscard]] std::size_t size() const { return items_.paths.size(); }

  /// Takes what a run tells of an item; one that is not listed is passed over. What tells last
  /// counts, but that nothing undoes what is done, unless its fingerprint is another.
  void tell(const journal::Paths& item, Record record);

  /// An item of which no run told is skipped.
  [[nodiscard]] Record row(std::size_t row) const;

 private:
  static std::string_view key_of(const journal::Paths& item);

  PastItems items_;
  std::unordered_map<std::string_view, std::size_t> rows_;  ///< of keys that are in items_
  RecordTable records_;
};

}  // namespace mpietl::app
