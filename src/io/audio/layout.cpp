#include "io/audio/layout.hpp"

#include <string_view>
#include <utility>

#include "io/audio/chunks.hpp"
#include "io/audio/header_bytes.hpp"
#include "io/audio/ogg_links.hpp"

namespace mpietl::io {

namespace {

/// The layout of Sun's AU: no chunk follows the samples, and their size may be open.
Layout au_layout(HeaderBytes& header, std::int64_t start, bool is_big_endian) {
  constexpr std::int64_t size_at = 8;
  const auto offset = start + static_cast<std::int64_t>(header.number(start + 4, 4, is_big_endian));
  const auto declared = header.number(start + size_at, 4, is_big_endian);
  const auto there = header.file_size() - offset;
  Layout layout;
  const bool is_open = is_open_size(declared);
  if (!is_open) layout.remark = remark_on_size(declared, there);
  if (is_open || static_cast<std::int64_t>(declared) >= there) return layout;
  constexpr std::uint64_t to_the_end = 0xFFFFFFFF;
  layout.pieces = {{.begin = start, .end = start + size_at},
                   {.bytes = stored(to_the_end, 4, is_big_endian)},
                   {.begin = start + size_at + 4, .end = header.file_size()}};
  return layout;
}

/// The layout of Sony Wave64: names of 16 bytes and sizes of 8, where sizes include the header.
Layout wave64_layout(HeaderBytes& header, std::int64_t start) {
  constexpr std::int64_t head_bytes = 24;
  constexpr std::int64_t open_size = INT64_MAX;
  Layout layout;
  for (std::int64_t at = start + 40; at + head_bytes <= header.file_size();) {
    const auto size = static_cast<std::int64_t>(header.number(at + 16, 8, false));
    if (size < head_bytes) break;
    if (header.text(at, 4) == "data") {
      const bool is_open = size >= open_size - head_bytes;
      const auto there = header.file_size() - at - head_bytes;
      if (!is_open) {
        layout.remark = remark_on_size(static_cast<std::uint64_t>(size - head_bytes), there);
      }
      break;
    }
    if (size > header.file_size()) break;
    at += (size + 7) / 8 * 8;
  }
  return layout;
}

Layout ogg_layout(ReadStream& file, std::int64_t start) {
  auto found = ogg_links(file, start);
  Layout layout;
  layout.codec = Codec::ogg;
  layout.pieces = std::move(found.links);
  if (!found.is_whole) {
    layout.remark = "the file ends before the last page of its stream: audio may be missing";
  }
  return layout;
}

/// The remark on a file of Windows Media, whose header contains the size of the file.
std::string remark_on_asf(HeaderBytes& header, std::int64_t start) {
  using namespace std::string_view_literals;
  constexpr auto properties = "\xA1\xDC\xAB\x8C\x47\xA9\xCF\x11"sv;
  constexpr std::int64_t head_bytes = 24;  // of an object: name and size
  constexpr int max_objects = 100;
  std::int64_t at = start + head_bytes + 6;
  for (int i = 0; i < max_objects && at < header.file_size(); ++i) {
    const auto size = header.number(at + 16, 8, false);
    if (header.text(at, properties.size()) == properties) {
      const auto declared = header.number(at + head_bytes + 16, 8, false);
      const auto there = header.file_size() - start;
      return std::cmp_greater(declared, there)
                 ? "the header declares a file of " + std::to_string(declared) +
                       " bytes, but the file has " + std::to_string(there)
                 : "";
    }
    if (size < head_bytes || std::cmp_greater(size, header.file_size())) break;
    at += static_cast<std::int64_t>(size);
  }
  return {};
}

/// Some writers pad a tag, or the first sector, with zeros.
std::int64_t end_of_zeros(HeaderBytes& header, std::int64_t at) {
  constexpr std::int64_t max_bytes = std::int64_t{64} * 1024;
  const auto bytes = header.bytes(at, std::min(max_bytes, header.file_size() - at));
  std::int64_t zeros = 0;
  for (const auto byte : bytes) {
    if (byte != std::byte{}) break;
    ++zeros;
  }
  return at + zeros;
}

Layout layout_at(ReadStream& file, std::int64_t start) {
  HeaderBytes header(file);
  Layout layout;
  if (const auto found = ffmpeg_format(header, start)) {
    layout.codec = Codec::ffmpeg;
    layout.ffmpeg = *found;
    if (found->file == FileFormat::asf) layout.remark = remark_on_asf(header, start);
    return layout;
  }
  const std::string name = header.text(start, 4);
  if (name == "RIFF" || name == "RIFX" || name == "RF64" || name == "FORM") {
    return chunked_layout(header, start);
  }
  if (name == "riff") return wave64_layout(header, start);
  if (name == ".snd") return au_layout(header, start, true);
  if (name == "dns.") return au_layout(header, start, false);
  if (name == "OggS") return ogg_layout(file, start);
  if (is_mpeg_frame(file, end_of_zeros(header, start))) layout.codec = Codec::mpeg;
  return layout;
}

}  // namespace

std::int64_t end_of_id3v2(ByteStream& file, std::int64_t at) {
  constexpr std::int64_t head_bytes = 10;
  HeaderBytes header(file);
  while (header.text(at, 3) == "ID3") {
    // The size excludes the header of the tag.
    at += head_bytes + synchsafe(header.number(at + 6, 4, true));
  }
  return at;
}

bool is_mpeg_frame(ByteStream& file, std::int64_t at) {
  const auto word = HeaderBytes(file).number(at, 4, true);
  const bool is_synchronous = word >> 21U == 0x7FFU;
  const bool has_version = (word >> 19U & 3U) != 1;
  const bool has_layer = (word >> 17U & 3U) != 0;
  const bool has_bitrate = (word >> 12U & 15U) != 15;
  const bool has_rate = (word >> 10U & 3U) != 3;
  return is_synchronous && has_version && has_layer && has_bitrate && has_rate;
}

Layout layout_of(ReadStream& file) {
  const auto start = end_of_id3v2(file, 0);
  auto layout = layout_at(file, start);
  layout.has_tag_before = start > 0;
  // libmpg123 and FFmpeg read the tag themselves.
  const bool reads_tag = layout.codec == Codec::mpeg || layout.codec == Codec::ffmpeg;
  if (start > 0 && layout.pieces.empty() && !reads_tag) {
    layout.pieces = {{.begin = start, .end = file.file_size()}};
  }
  return layout;
}

}  // namespace mpietl::io
