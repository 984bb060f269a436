#pragma once

#include <cstdint>
#include <limits>
#include <mutex>
#include <vector>

#include "mpietl/core/record.hpp"

namespace mpietl::run {

/// Collects the records of a rank's finished items until they are sent to rank 0.
class Outbox {
 public:
  /// Totals over all records.
  struct Totals {
    std::int64_t items = 0;
    std::int64_t bytes = 0;  ///< of input
    double first_start = std::numeric_limits<double>::infinity();
    double last_end = 0.0;
  };

  /// Any thread may call this.
  void add(std::vector<Record> records);

  /// All records added since the last call.
  std::vector<Record> take();

  [[nodiscard]] Totals totals() const;

 private:
  mutable std::mutex mutex_;
  std::vector<Record> records_;
  Totals totals_;
};

}  // namespace mpietl::run
