#include "io/audio/id3_frames.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>
#include <utility>

#include "io/audio/header_bytes.hpp"

namespace mpietl::io {

namespace {

// Frames of versions 2.3, 2.4 and 2.2 that are handled: texts that are kept, and frames that are
// true only of the old file.
constexpr std::array<std::string_view, 26> seen_to{
    "TIT2", "TCOP", "TENC", "TSSE", "TPE1", "TALB", "TRCK", "TYER", "TDRC",
    "TCON", "COMM", "TLEN", "TFLT", "SEEK", "TT2",  "TCR",  "TEN",  "TSS",
    "TP1",  "TAL",  "TRK",  "TYE",  "TCO",  "COM",  "TLE",  "TFT"};
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> words{{
    {"APIC", "picture"},
    {"PIC", "picture"},
    {"PRIV", "private data"},
    {"GEOB", "attached file"},
    {"USLT", "lyrics"},
    {"ULT", "lyrics"},
}};

std::string kind_of(const std::string& id) {
  const auto* found =
      std::ranges::find(words, std::string_view(id), [](const auto& each) { return each.first; });
  return found == words.end() ? id : std::string(found->second);
}

/// Iterates over the frames of a tag. Stops when sizes are inconsistent, as after a picture in an
/// unsynchronised tag.
class Tag {
 public:
  explicit Tag(ByteStream& stream) : header_(stream) {
    constexpr std::int64_t head_bytes = 10;
    constexpr unsigned has_extension = 0x40;
    if (header_.text(0, 3) != "ID3") return;
    version_ = header_.number(3, 1, true);
    end_ = std::min(header_.file_size(), head_bytes + synchsafe(header_.number(6, 4, true)));
    at_ = head_bytes;
    if ((header_.number(5, 1, true) & has_extension) == 0) return;
    const auto size = header_.number(at_, 4, true);
    at_ += version_ == 3 ? static_cast<std::int64_t>(size) + 4 : synchsafe(size);
  }

  /// The next frame; empty at the end.
  std::string next() {
    const bool is_short = version_ == 2;
    const std::size_t id_bytes = is_short ? 3 : 4;
    const std::int64_t head_bytes = is_short ? 6 : 10;
    if (at_ + head_bytes > end_) return {};
    auto id = header_.text(at_, id_bytes);
    const bool is_id = std::ranges::all_of(id, [](char letter) {
      return (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9');
    });
    if (!is_id) return {};
    const auto size = header_.number(at_ + static_cast<std::int64_t>(id_bytes), id_bytes, true);
    at_ += head_bytes + (version_ == 4 ? synchsafe(size) : static_cast<std::int64_t>(size));
    return id;
  }

 private:
  HeaderBytes header_;
  std::uint64_t version_ = 0;
  std::int64_t at_ = 0;
  std::int64_t end_ = 0;
};

}  // namespace

std::vector<std::string> other_id3_frames(ByteStream& stream) {
  constexpr int max_frames = 1000;
  const auto position = stream.position();
  std::vector<std::string> kinds;
  Tag tag(stream);
  for (int i = 0; i < max_frames; ++i) {
    const auto id = tag.next();
    if (id.empty()) break;
    if (std::ranges::find(seen_to, id) == seen_to.end()) kinds.push_back(kind_of(id));
  }
  stream.seek(position);
  return kinds;
}

}  // namespace mpietl::io
