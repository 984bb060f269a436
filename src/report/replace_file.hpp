#pragma once

#include <cstddef>
#include <initializer_list>
#include <span>
#include <string>

namespace mpietl::report {

/// Makes `parts`, one behind the other, the content of `path`: writes them to a new file
/// `.NAME.XXXXXX.tmp` in the same folder, which is then renamed, so that `path` never holds a part.
/// On an error the new file is removed and `path` stays as it was. Throws Error(not_found,
/// permission, no_space, storage) that names `path`.
void replace_file(const std::string& path, std::initializer_list<std::span<const std::byte>> parts);

}  // namespace mpietl::report
