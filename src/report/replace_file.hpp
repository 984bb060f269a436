#pragma once

#include <cstddef>
#include <initializer_list>
#include <span>
#include <string>

namespace mpietl::report {

/// Makes `parts`, one behind the other, the content of `path`: writes them to a new file
/// of the name temporary_name_of(path, tag), with a random tag where there is none, which is synced
/// and then renamed, so that `path` never holds a part. On an error the new file is removed, and
/// `path` holds what it held or all of `parts`. Throws Error(not_found, permission, no_space, host,
/// storage) that names `path`.
void replace_file(const std::string& path, std::initializer_list<std::span<const std::byte>> parts,
                  const std::string& tag = "");

}  // namespace mpietl::report
