#include "io/sample_dump.hpp"

#include <algorithm>
#include <array>

#include "mpietl/core/error.hpp"

namespace mpietl::io {

namespace {

// MIDI 1.0, Sample Dump Standard: numbers of 7 bits a byte, the least significant first.
constexpr std::int64_t header_bytes = 21;
constexpr std::int64_t packet_bytes = 127;
constexpr std::int64_t packet_header_bytes = 5;
constexpr std::int64_t packet_data_bytes = 120;
constexpr std::size_t bits_at = 6;
constexpr std::size_t frames_at = 10;
// A dump has at most 2^21 frames, 30 or more to a packet.
constexpr std::int64_t most_bytes = std::int64_t{16} << 20U;

using Header = std::array<std::uint8_t, header_bytes>;

/// Behind ID3 tags, as libsndfile looks for it.
std::int64_t read_header(ByteStream& file, Header& header) {
  constexpr std::int64_t tag_header_bytes = 10;
  for (std::int64_t at = 0;;) {
    header.fill(0);
    file.seek(at);
    file.read(header.data(), header_bytes);
    if (header[0] != 'I' || header[1] != 'D' || header[2] != '3') return at;
    std::int64_t length = 0;
    for (std::size_t i = 6; i < 10; ++i) length = length << 7U | (header[i] & 0x7FU);
    at += tag_header_bytes + length;
    if (at >= file.size()) return at;
  }
}

}  // namespace

std::optional<SampleDump> sample_dump(ByteStream& file) {
  Header header{};
  const std::int64_t begin = read_header(file, header);
  if (header[0] != 0xF0 || header[1] != 0x7E || header[3] != 0x01) return std::nullopt;
  if (file.size() - begin > most_bytes) {
    throw Error(Reason::format,
                "longer than any MIDI sample dump: " + std::to_string(file.size()) + " bytes");
  }
  const std::int64_t frame_bytes = std::clamp((header[bits_at] + 6) / 7, 1, 4);
  const std::int64_t packet_frames = packet_data_bytes / frame_bytes;
  const std::int64_t promised =
      header[frames_at] | header[frames_at + 1] << 7 | header[frames_at + 2] << 14;
  const std::int64_t packets = (promised + packet_frames - 1) / packet_frames;
  const std::int64_t there = std::max<std::int64_t>(0, file.size() - begin - header_bytes);
  const std::int64_t in_last = there % packet_bytes - packet_header_bytes;
  const std::int64_t frames = there / packet_bytes * packet_frames +
                              std::clamp<std::int64_t>(in_last / frame_bytes, 0, packet_frames);
  return SampleDump{std::min(promised, frames), {packets * packet_bytes, there}};
}

}  // namespace mpietl::io
