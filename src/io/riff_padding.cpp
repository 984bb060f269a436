#include "io/riff_padding.hpp"

#include <cstdint>
#include <cstring>
#include <string_view>

namespace mpietl::io {

namespace {

constexpr std::size_t id_bytes = 4;
constexpr std::size_t first_chunk = 12;  // behind "RIFF", its size, and "WAVE"

std::uint32_t size_at(std::span<const std::byte> header, std::size_t at, bool is_big_endian) {
  std::uint32_t size = 0;
  for (std::size_t i = 0; i < sizeof size; ++i) {
    const std::size_t place = is_big_endian ? i : sizeof size - 1 - i;
    size = size << 8U | std::to_integer<std::uint32_t>(header[at + place]);
  }
  return size;
}

}  // namespace

void rename_padding(std::span<std::byte> header) {
  const std::string_view text(reinterpret_cast<const char*>(header.data()), header.size());
  const auto id = text.substr(0, id_bytes);
  if (id != "RIFF" && id != "RIFX" && id != "RF64") return;
  std::size_t at = first_chunk;
  while (at + 2 * id_bytes <= header.size()) {
    const auto name = text.substr(at, id_bytes);
    if (name == "data") return;
    if (name == "PAD ") std::memcpy(header.data() + at, "JUNK", id_bytes);
    const std::size_t size = size_at(header, at + id_bytes, id == "RIFX");
    at += 2 * id_bytes + size + size % 2;
  }
}

}  // namespace mpietl::io
