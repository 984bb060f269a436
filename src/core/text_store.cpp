#include "mpietl/core/text_store.hpp"

#include <algorithm>
#include <array>

namespace mpietl {

namespace {

// Lengths are little-endian base 128: seven bits a byte, the eighth says that more follow.
constexpr unsigned digit_bits = 7;
constexpr unsigned more = 1U << digit_bits;

}  // namespace

void TextStore::put(std::string_view bytes) {
  end_ += bytes.size();
  while (!bytes.empty()) {
    if (chunks_.empty() || chunks_.back().size() == chunk_bytes) chunks_.emplace_back();
    auto& chunk = chunks_.back();
    const auto part = bytes.substr(0, chunk_bytes - chunk.size());
    chunk += part;
    bytes.remove_prefix(part.size());
  }
}

void TextStore::append(std::string_view text) {
  constexpr std::size_t most_digits = 10;
  std::array<char, most_digits> length{};
  std::size_t digits = 0;
  std::uint64_t size = text.size();
  for (; size >= more; size >>= digit_bits) length[digits++] = static_cast<char>(size | more);
  length[digits++] = static_cast<char>(size);
  put({length.data(), digits});
  put(text);
}

std::string TextStore::read(std::uint64_t& place) const {
  std::uint64_t size = 0;
  for (unsigned shift = 0;; shift += digit_bits) {
    const auto digit = static_cast<unsigned char>(at(place++));
    size |= std::uint64_t{digit & (more - 1)} << shift;
    if ((digit & more) == 0) break;
  }
  std::string text;
  text.reserve(size);
  while (text.size() < size) {
    const auto in_chunk = place % chunk_bytes;
    const auto part = std::min<std::uint64_t>(size - text.size(), chunk_bytes - in_chunk);
    text.append(chunks_[place / chunk_bytes], in_chunk, part);
    place += part;
  }
  return text;
}

}  // namespace mpietl
