#pragma once

#include <cstddef>
#include <string>
#include <utility>

#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"

namespace mpietl::job {

/// Collects what is wrong in a text file, by line, so that one message reports many lines.
class LineFaults {
 public:
  /// Messages call the file `name`.
  explicit LineFaults(std::string name) : name_(std::move(name)) {}

  /// Adds a fault in `line`, counted from 0.
  void add(std::size_t line, const std::string& text) {
    if (++count_ > max_listed) return;
    if (count_ > 1) text_ += "\n  ";
    text_ += escape(name_) + ":" + std::to_string(line + 1) + ": " + text;
  }

  /// Throws Error(usage) when there are faults.
  void refuse() const {
    if (count_ == 0) return;
    const auto more = count_ > max_listed
                          ? "\n  and " + std::to_string(count_ - max_listed) + " more such lines"
                          : std::string();
    throw Error(Reason::usage, text_ + more);
  }

 private:
  static constexpr std::size_t max_listed = 10;
  std::string name_;
  std::string text_;
  std::size_t count_ = 0;
};

}  // namespace mpietl::job
