#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace mpietl::view {

/// Text from a report as one line that is safe to print: control characters and bytes that are not
/// UTF-8 become escapes. What escape() made stays as it is.
std::string printable(std::string_view text);

/// Columns of a terminal that printable text takes: one a character, two where it is East Asian
/// wide.
std::size_t width(std::string_view text);

/// At most `columns` of the text, with an ellipsis where its end, or its middle, was cut out.
std::string cut_end(std::string_view text, std::size_t columns);
std::string cut_middle(std::string_view text, std::size_t columns);

/// The text with blanks before or after it, `columns` wide.
std::string align_right(std::string_view text, std::size_t columns);
std::string align_left(std::string_view text, std::size_t columns);

/// The text as lines of at most `columns`, broken at blanks where there are any, at most
/// `max_lines`; the last one is cut.
std::vector<std::string> wrap(std::string_view text, std::size_t columns, std::size_t max_lines);

}  // namespace mpietl::view
