#pragma once

#include <string>
#include <vector>

#include "mpietl/job/job.hpp"

namespace mpietl::job {

/// What is named: folders, each its own base, and files, which have one base together.
struct NamedPaths {
  std::vector<std::string> paths;  ///< of the command line or the job file, in order
  std::vector<bool> are_folders;   ///< each of them
  std::vector<std::string> list;   ///< names in `files_from`
};

/// Reads the list, and takes a path in braces that is not there for several, as expand_braces().
/// Throws as these, Error(not_found) for a path that is not there: a slip of the keyboard shall not
/// become a run; lists may name what is missing. Throws Error(usage) for compressed tars.
NamedPaths named_paths(const Job& job);

/// The folder below which the paths of all named files are their identities and places: `base` of
/// the job, or the longest that they share. Absolute, with a slash behind it; empty when there are
/// no files. Throws Error(usage) when a base is asked for and there are none.
std::string base_of_files(const NamedPaths& named, const Job& job);

/// A folder in the form of a base.
std::string folder_as_base(const std::string& folder);

}  // namespace mpietl::job
