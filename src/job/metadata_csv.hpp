#pragma once

#include <string>
#include <string_view>

// Tables of metadata as Hugging Face's audiofolder reads them: CSV with a column file_name. Inside
// they are the JSON lines that it reads as well, one of texts for each row.
namespace mpietl::job {

/// Whether a text begins with the header of such a table.
bool is_metadata_csv(std::string_view text);

/// A line for each row, below an empty one for the header. Line ends inside a cell are in its text.
/// Messages call the text `name`. Throws Error(usage) for rows with too many or too few
/// cells, and for texts that are not UTF-8.
std::string json_of_metadata_csv(std::string_view text, const std::string& name);

/// The table of JSON lines, with a column for each key in any of them, in the order in which they
/// come first.
std::string metadata_csv_of_json(std::string_view lines);

}  // namespace mpietl::job
