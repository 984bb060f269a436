#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace mpietl::view {

/// Text from a report as one line that is safe to print: control characters and invalid UTF-8
/// become escapes. Existing escapes of escape() stay unchanged.
std::string printable(std::string_view text);

/// Columns that printable text takes on a terminal: one for each character, two for East Asian wide
/// characters.
std::size_t width(std::string_view text);

/// The text in at most `columns`; an ellipsis replaces its end, or its middle, if it is too long.
std::string cut_end(std::string_view text, std::size_t columns);
std::string cut_middle(std::string_view text, std::size_t columns);

/// The text padded to `columns` with blanks before or after it.
std::string align_right(std::string_view text, std::size_t columns);
std::string align_left(std::string_view text, std::size_t columns);

/// The text as at most `max_lines` lines of at most `columns`, broken at blanks if possible; the
/// last line may be cut.
std::vector<std::string> wrap(std::string_view text, std::size_t columns, std::size_t max_lines);

}  // namespace mpietl::view
