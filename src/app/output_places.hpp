#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mpietl/core/record.hpp"

namespace mpietl::report {
struct Summary;
}

namespace mpietl::app {

/// Whether `folder` is the working folder, or empty (unknown).
bool is_here(const std::string& folder);

/// `path` relative to `folder`; an empty `folder` means the working folder.
std::string seen_from(const std::string& folder, const std::string& path);

/// Finds the outputs of a report, also from another folder and after they were moved.
class OutputPlaces {
 public:
  /// `root` replaces the folder that the run was started in, or an absolute --output-dir. Throws
  /// Error(format) for invalid paths in the report, and Error(usage) for a job that cannot be
  /// parsed.
  OutputPlaces(const report::Summary& summary, const std::optional<std::string>& root);

  /// The current path of an output (raw bytes) in the report.
  [[nodiscard]] std::string of(const std::string& output) const;

  /// Throws Error(not_found) if the folder of these outputs is missing, and Error(usage) if there
  /// is a root, but no output is below the folder that it replaces.
  void require(const std::vector<Record>& files) const;

 private:
  std::string before_;  // the folder of the outputs when the run wrote them
  std::string now_;     // empty: the working folder
  bool is_moved_;
};

}  // namespace mpietl::app
