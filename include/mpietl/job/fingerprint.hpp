#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "mpietl/job/item.hpp"
#include "mpietl/job/job.hpp"

namespace mpietl::job {

/// Tells whether an output that is there is the one that a job would make: equal fingerprints,
/// equal outputs.
class Fingerprints {
 public:
  explicit Fingerprints(const Job& job);

  /// 32 hexadecimal digits: a hash of the job's chain, seed and format and of the item's identity,
  /// part, and input with its size and its time.
  [[nodiscard]] std::string of(const Item& item) const;

 private:
  std::uint64_t job_;
};

}  // namespace mpietl::job
