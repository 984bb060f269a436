#include "mpietl/core/text_store.hpp"

namespace mpietl {

namespace {

// Lengths are little-endian base 128: seven bits a byte, the eighth says that more follow.
constexpr unsigned digit_bits = 7;
constexpr unsigned more = 1U << digit_bits;

}  // namespace

void TextStore::append(std::string_view text) {
  std::uint64_t size = text.size();
  for (; size >= more; size >>= digit_bits) bytes_.push_back(static_cast<char>(size | more));
  bytes_.push_back(static_cast<char>(size));
  bytes_.insert(bytes_.end(), text.begin(), text.end());
}

std::string TextStore::read(std::uint64_t& place) const {
  std::uint64_t size = 0;
  for (unsigned shift = 0;; shift += digit_bits) {
    const auto digit = static_cast<unsigned char>(bytes_[place++]);
    size |= std::uint64_t{digit & (more - 1)} << shift;
    if ((digit & more) == 0) break;
  }
  const auto begin = bytes_.begin() + static_cast<std::ptrdiff_t>(place);
  place += size;
  return {begin, begin + static_cast<std::ptrdiff_t>(size)};
}

}  // namespace mpietl
