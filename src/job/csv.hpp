#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

// Tables of cells as RFC 4180 has them. Errors are thrown as Error(usage) without the place.
namespace mpietl::job {

/// The bytes of the first record in `text`, without its line end: it may go on over several lines
/// inside of quotes. Throws when a quoted cell does not end.
std::size_t record_bytes(std::string_view text);

/// The cells of a record. Throws when a quoted cell does not end.
std::vector<std::string> cells_of(std::string_view record, char separator);

/// A cell that is read back as `text`: in quotes if need be.
std::string cell_of(const std::string& text);

}  // namespace mpietl::job
