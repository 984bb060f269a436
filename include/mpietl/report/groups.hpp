#pragma once

#include <string>
#include <vector>

#include "mpietl/core/record.hpp"

namespace mpietl::report {

/// Files to which the same happened.
struct Group {
  std::string reason;  ///< with FILE in place of the file's own path
  std::vector<const Record*> files;
};

/// `files` by what `member`, the error or the warning, says; the largest group first.
std::vector<Group> group_by(const std::vector<const Record*>& files, std::string Record::*member);

}  // namespace mpietl::report
