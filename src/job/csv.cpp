#include "job/csv.hpp"

#include <algorithm>

#include "mpietl/core/error.hpp"

namespace mpietl::job {

namespace {

std::size_t without_return(std::string_view text, std::size_t bytes) {
  return bytes > 0 && text[bytes - 1] == '\r' ? bytes - 1 : bytes;
}

}  // namespace

std::size_t record_bytes(std::string_view text) {
  bool is_quoted = false;
  bool is_cell_empty = true;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_quoted && text.substr(i).starts_with("\"\"")) {
      ++i;
      continue;
    }
    if (text[i] == '"' && (is_quoted || is_cell_empty)) is_quoted = !is_quoted;
    if (text[i] == '\n' && !is_quoted) return without_return(text, i);
    is_cell_empty = !is_quoted && text[i] == ',';
  }
  return is_quoted ? without_return(text, std::min(text.find('\n'), text.size())) : text.size();
}

std::vector<std::string> cells_of(std::string_view record, char separator) {
  std::vector<std::string> cells(1);
  bool is_quoted = false;
  for (std::size_t i = 0; i < record.size(); ++i) {
    const char c = record[i];
    if (is_quoted && c == '"' && i + 1 < record.size() && record[i + 1] == '"') {
      cells.back() += record[++i];
    } else if (c == '"' && (is_quoted || cells.back().empty())) {
      is_quoted = !is_quoted;
    } else if (c == separator && !is_quoted) {
      cells.emplace_back();
    } else {
      cells.back() += c;
    }
  }
  if (is_quoted) throw Error(Reason::usage, "a quoted cell does not end in its line");
  return cells;
}

std::string cell_of(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

}  // namespace mpietl::job
