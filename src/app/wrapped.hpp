#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace mpietl::app {

/// `text` with lines of at most `columns` characters, broken at spaces. The rest of a line
/// begins below what follows the first two spaces within it, as the text of an option does, or else
/// below the start of its line. A longer word is not broken.
std::string wrapped(std::string_view text, std::size_t columns);

}  // namespace mpietl::app
