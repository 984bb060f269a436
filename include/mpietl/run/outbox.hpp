#pragma once

#include <cstdint>
#include <limits>
#include <mutex>
#include <vector>

#include "mpietl/core/record.hpp"

namespace mpietl::run {

/// Records of items that a rank's threads have done, until they go to rank 0.
class Outbox {
 public:
  /// What all records together tell.
  struct Totals {
    std::int64_t items = 0;
    std::int64_t bytes = 0;  ///< of input
    double first_start = std::numeric_limits<double>::infinity();
    double last_end = 0.0;
  };

  /// Called by any thread.
  void add(std::vector<Record> records);

  /// All that were added since the last time.
  std::vector<Record> take();

  [[nodiscard]] Totals totals() const;

 private:
  mutable std::mutex mutex_;
  std::vector<Record> records_;
  Totals totals_;
};

}  // namespace mpietl::run
