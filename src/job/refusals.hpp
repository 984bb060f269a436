#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace mpietl::job {

/// Collects why outputs cannot be stored as they are named, to tell of all at once.
class Refusals {
 public:
  /// What is wrong with an output, and what to do about it.
  void add(const std::string& text, const std::string& remedy);

  /// Throws Error(usage) with the first few and the number of the others, when there are any.
  void raise() const;

 private:
  std::size_t count_ = 0;
  std::vector<std::string> first_;
  std::vector<std::string> remedies_;  // each once
};

}  // namespace mpietl::job
