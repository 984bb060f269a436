#pragma once

#include <string>
#include <vector>

#include "mpietl/core/record.hpp"

namespace mpietl::report {

/// Files with the same error or warning.
struct Group {
  std::string reason;  ///< with FILE in place of the path of the file
  std::string kind;    ///< the column `error_kind`; empty: a warning, or not known
  std::vector<const Record*> files;
};

/// `text` with FILE in place of `path`, so that texts about several files can be compared.
std::string without_path(const std::string& text, const std::string& path);

/// Groups `files` by error or by warning, as `member` says; the largest group first.
/// More than five groups become fewer: texts that differ in numbers only are then one, with N in
/// place of the numbers that differ.
std::vector<Group> group_by(const std::vector<const Record*>& files, std::string Record::*member);

}  // namespace mpietl::report
