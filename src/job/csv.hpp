#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

// Tables of cells as RFC 4180 has them. Errors are thrown as Error(usage) without the place.
namespace mpietl::job {

/// The bytes of the first record in `text`, without its line end. Inside quotes it may continue
/// over several lines. If a quoted cell does not end, the record is one line, which cells_of()
/// refuses.
std::size_t record_bytes(std::string_view text);

/// The cells of a record. Throws if a quoted cell does not end.
std::vector<std::string> cells_of(std::string_view record, char separator);

/// A cell that is read back as `text`: in quotes if necessary.
std::string cell_of(const std::string& text);

}  // namespace mpietl::job
