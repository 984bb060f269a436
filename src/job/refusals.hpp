#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace mpietl::job {

/// Collects why outputs cannot be stored under their names, so that one message reports many.
class Refusals {
 public:
  /// Adds what is wrong with an output, and what to do.
  void add(const std::string& text, const std::string& remedy);

  /// Throws Error(usage) with the first few and the number of the others, when there are any.
  void raise() const;

 private:
  std::size_t count_ = 0;
  std::vector<std::string> first_;
  std::vector<std::string> remedies_;  // each once
};

}  // namespace mpietl::job
