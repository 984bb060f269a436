#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mpietl::io {

/// An id that no other run has: 16 hex digits, drawn by the system. Throws Error(host).
std::string draw_run_id();

/// The names of files of one run that are not finished. They tell the run and what they are for, so
/// that two runs never meet, and a later run can remove what a dead one left.
class TemporaryNames {
 public:
  /// A run that is known by `run_id`, 16 hex digits; by one of its own when none is given.
  explicit TemporaryNames(std::string run_id = draw_run_id());

  [[nodiscard]] const std::string& run_id() const { return run_id_; }

  /// Where the output of the item `index` is written, in the folder of its final path:
  /// `.mpietl-RUNID-INDEX.tmp`, the index in hex.
  [[nodiscard]] std::string beside(const std::string& final_path, std::int64_t index) const;

  /// The same for a file that is no item's; `word` tells those of one folder apart.
  [[nodiscard]] std::string beside(const std::string& final_path, std::string_view word) const;

 private:
  std::string run_id_;
};

/// The run that a file of that name is of; nothing for a name that TemporaryNames does not make.
std::optional<std::string> run_id_of(std::string_view name);

}  // namespace mpietl::io
