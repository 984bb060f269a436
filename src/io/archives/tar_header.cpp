#include "io/archives/tar_header.hpp"

#include <algorithm>
#include <charconv>
#include <limits>

namespace mpietl::io {

namespace {

/// The text of a field, up to the first NUL.
std::string text(std::string_view block, std::size_t at, std::size_t length) {
  const auto field = block.substr(at, length);
  return std::string(field.substr(0, field.find('\0')));
}

/// A number in octal digits, or in binary after a byte with its highest bit set.
std::optional<std::int64_t> number(std::string_view block, std::size_t at, std::size_t length) {
  const auto field = block.substr(at, length);
  const auto first = static_cast<unsigned char>(field.front());
  if (first < 0x80U) return tar_number(field, 8);
  if (first != 0x80U) return std::nullopt;  // negative, or larger than any file
  std::uint64_t value = 0;
  for (const char byte : field.substr(1)) {
    if (value > std::numeric_limits<std::uint64_t>::max() >> 8U) return std::nullopt;
    value = value << 8U | static_cast<unsigned char>(byte);
  }
  if (value > std::numeric_limits<std::int64_t>::max()) return std::nullopt;
  return static_cast<std::int64_t>(value);
}

/// The sum of all bytes, read as numbers of type `Byte`.
template <class Byte>
std::int64_t sum_of(std::string_view bytes) {
  std::int32_t sum = 0;
  for (const char byte : bytes) sum += static_cast<Byte>(byte);
  return sum;
}

/// Whether the block contains the sum of all its bytes, with blanks in place of the sum. Some old
/// programs added signed bytes.
bool has_its_sum(std::string_view block) {
  constexpr std::size_t sum_at = 148;
  constexpr std::size_t sum_bytes = 8;
  constexpr std::int64_t blanks = sum_bytes * ' ';
  const auto field = block.substr(sum_at, sum_bytes);
  const auto stored = number(block, sum_at, sum_bytes);
  const auto is_sum = [&](auto sum) { return stored == sum(block) - sum(field) + blanks; };
  return is_sum(sum_of<unsigned char>) || is_sum(sum_of<signed char>);
}

}  // namespace

std::optional<std::int64_t> tar_number(std::string_view text, int base) {
  const auto is_blank = [](char c) { return c == ' ' || c == '\0'; };
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  if (text.empty()) return 0;
  std::int64_t value = 0;
  const auto* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value, base);
  if (error != std::errc() || stop != end || value < 0) return std::nullopt;
  return value;
}

std::optional<TarHeader> parse_tar_header(std::string_view block) {
  constexpr std::size_t size_at = 124;
  constexpr std::size_t type_at = 156;
  constexpr std::size_t magic_at = 257;
  constexpr std::size_t prefix_at = 345;
  constexpr std::size_t more_at = 482;
  if (!has_its_sum(block)) return std::nullopt;
  const auto size = number(block, size_at, 12);
  if (!size) return std::nullopt;
  TarHeader header;
  header.type = block[type_at] == '\0' ? '0' : block[type_at];
  header.name = text(block, 0, 100);
  header.link = text(block, type_at + 1, 100);
  header.size = *size;
  // In headers of GNU tar, other data is in the place of the prefix.
  if (block.substr(magic_at, 6) == std::string_view("ustar\0", 6)) {
    const auto prefix = text(block, prefix_at, 155);
    if (!prefix.empty()) header.name.insert(0, prefix + "/");
  } else {
    header.has_more_of_sparse = header.type == 'S' && block[more_at] != '\0';
  }
  return header;
}

bool has_more_of_sparse(std::string_view block) {
  constexpr std::size_t more_at = 504;
  return block[more_at] != '\0';
}

std::optional<PaxRecords> parse_pax(std::string_view text) {
  PaxRecords records;
  while (!text.empty() && text.front() != '\0') {
    const auto blank = text.find(' ');
    const auto length = tar_number(text.substr(0, blank), 10);
    if (blank == std::string_view::npos || !length) return std::nullopt;
    const auto size = static_cast<std::size_t>(*length);
    if (size > text.size() || size < blank + 2 || text[size - 1] != '\n') return std::nullopt;
    const auto record = text.substr(blank + 1, size - blank - 2);
    const auto equals = record.find('=');
    if (equals == std::string_view::npos) return std::nullopt;
    records[std::string(record.substr(0, equals))] = record.substr(equals + 1);
    text.remove_prefix(size);
  }
  return records;
}

}  // namespace mpietl::io
