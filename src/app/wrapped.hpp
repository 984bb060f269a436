#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace mpietl::app {

/// `text` with lines of at most `columns` characters, broken at spaces. The rest of a line stands
/// below what follows the first two spaces within it, as the text of an option does; else it is
/// indented as its line. A longer word stays whole.
std::string wrapped(std::string_view text, std::size_t columns);

}  // namespace mpietl::app
