#include "job/metadata_csv.hpp"

#include <algorithm>
#include <unordered_map>
#include <vector>

#include "job/csv.hpp"
#include "job/json.hpp"
#include "job/line_faults.hpp"
#include "mpietl/io/files/text_file.hpp"

namespace mpietl::job {

namespace {

using Cells = std::vector<std::string>;

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

std::string_view without_mark(std::string_view text) {
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  return text;
}

std::string_view first_line(std::string_view text) {
  const auto line = text.substr(0, text.find('\n'));
  return line.ends_with('\r') ? line.substr(0, line.size() - 1) : line;
}

bool has_file_name(const Cells& header) {
  return std::ranges::find(header, "file_name") != header.end();
}

std::string object_of(const Cells& cells, const Cells& header) {
  if (cells.size() != header.size()) {
    throw Error(Reason::usage, std::to_string(cells.size()) + " cells, but the header has " +
                                   std::to_string(header.size()));
  }
  Json object = Json::object();
  for (std::size_t i = 0; i < cells.size(); ++i) object[header[i]] = cells[i];
  return to_line(object);
}

std::string text_of(const Json& value) {
  if (value.is_null()) return "";
  return value.is_string() ? value.get<std::string>() : to_line(value);
}

}  // namespace

bool is_metadata_csv(std::string_view text) {
  const auto line = first_line(without_mark(text));
  if (line.find("file_name") == std::string_view::npos || line.starts_with('{')) return false;
  try {
    return has_file_name(cells_of(line, ','));
  } catch (const Error&) {
    return false;
  }
}

std::string json_of_metadata_csv(std::string_view text, const std::string& name) {
  text = without_mark(text);
  LineFaults faults(name);
  Cells header;
  std::string lines;
  for (std::size_t line = 0; !text.empty();) {
    std::string object;
    const auto size = record_bytes(text);
    const auto record = text.substr(0, size);
    try {
      if (header.empty()) {
        header = cells_of(record, ',');
      } else if (!record.empty()) {
        object = object_of(cells_of(record, ','), header);
      }
    } catch (const Error& error) {
      faults.add(line, error.what());
    }
    lines += object + "\n";
    const auto end = std::min(text.find('\n', size), text.size());
    line += static_cast<std::size_t>(std::ranges::count(text.substr(0, end), '\n')) + 1;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  faults.refuse();
  return lines;
}

std::string metadata_csv_of_json(std::string_view lines) {
  Cells header;
  std::unordered_map<std::string, std::size_t> columns;
  std::vector<Cells> rows;
  for (const auto line : io::text_lines(lines)) {
    Cells& row = rows.emplace_back();
    const Json object = parse_object(line);
    for (const auto& [key, value] : object.items()) {
      const auto [column, is_new] = columns.try_emplace(key, header.size());
      if (is_new) header.push_back(key);
      if (row.size() <= column->second) row.resize(column->second + 1);
      row[column->second] = cell_of(text_of(value));
    }
  }
  std::string table;
  const auto add = [&](const Cells& cells) {
    for (std::size_t i = 0; i < header.size(); ++i) {
      table += (i == 0 ? "" : ",") + (i < cells.size() ? cells[i] : std::string());
    }
    table += "\n";
  };
  Cells names;
  for (const auto& name : header) names.push_back(cell_of(name));
  add(names);
  for (const auto& row : rows) add(row);
  return table;
}

}  // namespace mpietl::job
