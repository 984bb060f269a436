#pragma once

#include <string>
#include <vector>

#include "mpietl/job/job.hpp"

namespace mpietl::job {

/// The named inputs: folders, each its own base, and files, which share one base.
struct NamedPaths {
  std::vector<std::string> paths;  ///< of the command line or the job file, in order
  std::vector<bool> are_folders;   ///< each of them
  std::vector<std::string> list;   ///< names in `files_from`
};

/// Reads the list and expands braces in paths that do not exist, as expand_braces(). Throws as
/// these; Error(not_found) for a path that does not exist, so that a typing error does not start a
/// run (lists may name missing files); and Error(usage) for compressed tars.
NamedPaths named_paths(const Job& job);

/// The base of all named files: the job's `base`, or the longest folder that they share. Paths
/// below it are the files' identities and places. Absolute, with a slash at the end; empty when
/// there are no files. Throws Error(usage) when the job sets a base and names no files.
std::string base_of_files(const NamedPaths& named, const Job& job);

/// A folder in the form of a base.
std::string folder_as_base(const std::string& folder);

}  // namespace mpietl::job
