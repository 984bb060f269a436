#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mpietl/core/record.hpp"

namespace mpietl::report {
struct Summary;
}

namespace mpietl::app {

/// Whether `folder` is the one that this process is in; so is an empty one, which is not known.
bool is_here(const std::string& folder);

/// `path` as seen from `folder`; empty: from here.
std::string seen_from(const std::string& folder, const std::string& path);

/// Finds the outputs of a report from any folder, also when they were moved.
class OutputPlaces {
 public:
  /// `root`: what stands now for the folder that the run was started in, or for the one of
  /// --output-dir where that is an absolute path. Throws Error(format) for paths that no report
  /// has, and Error(usage) for a job that is not understood.
  OutputPlaces(const report::Summary& summary, const std::optional<std::string>& root);

  /// Where an output (raw bytes) of the report is.
  [[nodiscard]] std::string of(const std::string& output) const;

  /// Throws Error(not_found) when the folder is not there that outputs of these rows are below, and
  /// Error(usage) when there is a root, but no output is below the folder that it stands for.
  void require(const std::vector<Record>& files) const;

 private:
  std::string before_;  // the folder of the outputs, when the run wrote them
  std::string now_;     // empty: here
  bool is_moved_;
};

}  // namespace mpietl::app
