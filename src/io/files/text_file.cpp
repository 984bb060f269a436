#include "mpietl/io/files/text_file.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fstream>
#include <iostream>

#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/io/files/file_system.hpp"
#include "mpietl/io/files/gzip.hpp"

namespace mpietl::io {

namespace {

std::vector<std::string_view> pieces_before_nul(std::string_view text) {
  std::vector<std::string_view> pieces;
  while (!text.empty()) {
    const auto end = std::min(text.find('\0'), text.size());
    pieces.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return pieces;
}

}  // namespace

std::string read_text(const std::string& path, const std::string& what) {
  const bool is_input = path == "-";
  const std::string name = is_input ? "standard input" : path;
  if (!is_input && is_folder(path)) throw system_error("read the " + what, path, EISDIR);
  std::ifstream file;
  if (!is_input) {
    file.open(path, std::ios::binary);
    if (!file) throw system_error("open the " + what, path, errno);
  }
  std::istream& stream = is_input ? std::cin : file;
  std::string text;
  std::array<char, 65536> piece{};
  do {
    stream.read(piece.data(), piece.size());
    text.append(piece.data(), static_cast<std::size_t>(stream.gcount()));
  } while (stream);
  if (stream.bad()) throw system_error("read the " + what, name, EIO);
  if (!is_gzip(text)) return text;
  try {
    return gunzip(text);
  } catch (const Error& error) {
    throw Error(error.reason(),
                "cannot read the " + what + " " + escape(name) + ": " + error.what());
  }
}

std::vector<std::string_view> text_lines(std::string_view text) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    auto line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back(line);
  }
  return lines;
}

std::vector<std::string> read_list(const std::string& path, char separator) {
  const std::string text = read_text(path, "list");
  if (separator != '\0' && text.find('\0') != std::string::npos) {
    throw Error(Reason::usage, "the list " + escape(path == "-" ? "standard input" : path) +
                                   " contains NUL bytes; if names end with NUL, add -0");
  }
  std::vector<std::string> names;
  for (const auto name : separator == '\0' ? pieces_before_nul(text) : text_lines(text)) {
    if (!name.empty()) names.emplace_back(name);
  }
  return names;
}

}  // namespace mpietl::io
