#include "mpietl/view/csv.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <concepts>
#include <string>

#include "mpietl/core/record_columns.hpp"

namespace mpietl::view {

namespace {

constexpr std::size_t piece_bytes = std::size_t{1} << 16U;

void put_text(std::string& line, std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
    line += text;
    return;
  }
  line += '"';
  for (const char c : text) line.append(c == '"' ? 2 : 1, c);
  line += '"';
}

template <class Number>
void put_number(std::string& line, Number number) {
  std::array<char, 32> digits{};
  const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), number);
  line.append(digits.data(), end);
}

void put(std::string& line, const std::string& text) { put_text(line, text); }

void put(std::string& line, Status status) { put_text(line, to_string(status)); }

void put(std::string& line, std::integral auto count) {
  if (count != -1) put_number(line, count);
}

void put(std::string& line, double measure) {
  if (!std::isnan(measure)) put_number(line, measure);
}

/// Ends the line: replaces the comma after its last cell.
void end_line(std::string& line) { line.back() = '\n'; }

}  // namespace

void write_csv(const report::Report& report, const Sink& sink) {
  std::string lines;
  for_each_column(file_columns, [&](const auto& column) { (lines += column.name) += ','; });
  end_line(lines);
  for (const Record& file : report.files) {
    for_each_column(file_columns, [&](const auto& column) {
      put(lines, file.*column.member);
      lines += ',';
    });
    end_line(lines);
    if (lines.size() < piece_bytes) continue;
    sink(lines);
    lines.clear();
  }
  sink(lines);
}

}  // namespace mpietl::view
