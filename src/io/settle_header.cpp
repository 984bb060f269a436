#include "io/settle_header.hpp"

#include <algorithm>
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

void settle_chunk(std::span<std::byte> chunk, std::string_view name) {
  if (name == "PAD ") std::memcpy(chunk.data(), "JUNK", id_bytes);
  constexpr std::size_t time_at = 12;  // behind name, size and version
  if (name == "PEAK" && chunk.size() >= time_at + 4) {
    std::ranges::fill(chunk.subspan(time_at, 4), std::byte{0});
  }
}

void settle_riff(std::span<std::byte> header, bool is_big_endian) {
  std::size_t at = first_chunk;
  while (at + 2 * id_bytes <= header.size()) {
    const auto chunk = header.subspan(at);
    const std::string_view name(reinterpret_cast<const char*>(chunk.data()), id_bytes);
    if (name == "data") return;
    settle_chunk(chunk, name);
    const std::size_t size = size_at(header, at + id_bytes, is_big_endian);
    at += 2 * id_bytes + size + size % 2;
  }
}

}  // namespace

void settle_header(std::span<std::byte> header) {
  const std::string_view text(reinterpret_cast<const char*>(header.data()), header.size());
  if (text.starts_with("RIFF") || text.starts_with("RF64")) return settle_riff(header, false);
  if (text.starts_with("RIFX")) return settle_riff(header, true);
  constexpr std::string_view mat5 = "MATLAB 5.0 MAT-file";
  constexpr std::size_t mat5_text_bytes = 116;  // of free text, date and all
  if (text.starts_with(mat5) && header.size() >= mat5_text_bytes) {
    const auto rest = header.subspan(mat5.size(), mat5_text_bytes - mat5.size());
    std::ranges::fill(rest, std::byte{' '});
    rest.back() = std::byte{0};  // libsndfile refuses a text without an end
  }
}

}  // namespace mpietl::io
