#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "mpietl/job/item.hpp"
#include "mpietl/job/job.hpp"

namespace mpietl::job {

/// Tells whether an output that is there is the one that a job would make: equal fingerprints,
/// equal outputs. What a job says and what it leaves at its default count alike.
class Fingerprints {
 public:
  explicit Fingerprints(const Job& job);

  /// 32 hexadecimal digits: a hash of the job's chain and of its settings that affect bytes, and of
  /// the item's identity, part, and input with its size and its time.
  [[nodiscard]] std::string of(const Item& item) const;

 private:
  std::uint64_t job_;
};

/// What differs between two jobs in what their inputs, outputs or the bytes of these are: texts
/// such as "seed was 1 and is 2". How a job is run, and where its report goes, does not count.
std::vector<std::string> changes(const Job& before, const Job& now);

}  // namespace mpietl::job
