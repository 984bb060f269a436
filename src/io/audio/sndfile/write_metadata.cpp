#include <algorithm>
#include <array>
#include <cstring>
#include <span>
#include <string_view>

#include "io/audio/formats.hpp"
#include "io/audio/header_bytes.hpp"
#include "io/audio/sndfile/plan_comments.hpp"
#include "io/audio/sndfile/sndfile_metadata.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/io/audio/output_format.hpp"

namespace mpietl::io {

namespace {

constexpr unsigned bit_of(TextKind kind) { return 1U << static_cast<unsigned>(kind); }
constexpr unsigned few_texts = bit_of(TextKind::title) | bit_of(TextKind::copyright) |
                               bit_of(TextKind::software) | bit_of(TextKind::artist) |
                               bit_of(TextKind::comment);
constexpr unsigned all_texts = few_texts | bit_of(TextKind::date) | bit_of(TextKind::album) |
                               bit_of(TextKind::license) | bit_of(TextKind::track_number) |
                               bit_of(TextKind::genre);

/// What libsndfile 1.2.0 can write into files of a format.
struct Support {
  FileFormat file = FileFormat::unknown;
  unsigned texts = 0;  ///< the bit_of() of each kind
  bool is_utf8 = false;
  bool cues = false;
  bool instrument = false;
  bool channel_map = false;
};
constexpr unsigned without_license = all_texts & ~bit_of(TextKind::license);
constexpr std::array supports{
    Support{FileFormat::wav, without_license, false, true, true, false},
    Support{FileFormat::wavex, without_license, false, true, true, true},
    Support{FileFormat::rf64, without_license, false, true, false, true},
    Support{FileFormat::aiff, few_texts, false, true, false, true},
    Support{FileFormat::caf, all_texts, true, false, false, true},
    Support{FileFormat::flac, all_texts, true},
    Support{FileFormat::ogg, all_texts, true},
    Support{FileFormat::mpeg,
            without_license & ~(bit_of(TextKind::copyright) | bit_of(TextKind::software)), true},
};

std::string_view name_of(TextKind kind) {
  constexpr std::array<std::string_view, 10> names{
      "title", "copyright", "software", "artist",       "comment",
      "date",  "album",     "license",  "track number", "genre"};
  return names.at(static_cast<std::size_t>(kind));
}

/// The text as UTF-8; text in another encoding is read as ISO 8859-1, as in RIFF. libFLAC also
/// refuses U+FFFE and U+FFFF, and libsndfile 1.2.0 does not notice.
std::string as_utf8(const std::string& text) {
  const bool is_taken = text.find("\xEF\xBF\xBE") == std::string::npos &&
                        text.find("\xEF\xBF\xBF") == std::string::npos;
  if (is_taken && is_utf8(text)) return text;
  std::string converted;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      converted += c;
    } else {
      converted += {static_cast<char>(0xC0U | byte >> 6U), static_cast<char>(0x80U | (byte & 63U))};
    }
  }
  return converted;
}

/// Writes the metadata of one file into the header of another, part by part, and notes what the
/// format does not support.
class MetadataWriter {
 public:
  MetadataWriter(SNDFILE* handle, const StorageFormat& format, int channels,
                 const Metadata::Content& content)
      : handle_(handle), format_(format), channels_(channels), content_(content) {
    const auto* found = std::ranges::find(supports, format.file, &Support::file);
    if (found != supports.end()) support_ = *found;
  }

  WrittenMetadata write() {
    write_channel_map();
    write_texts();
    if (!content_.cart.empty()) note(write_chunk("cart", content_.cart), "cart");
    if (content_.instrument) note(write_instrument(), "instrument");
    if (content_.broadcast) note(write_broadcast(), "broadcast extension");
    if (!content_.cues.empty()) note(write_cues(), "cues");
    write_comments();
    for (const auto& chunk : content_.chunks) note(append_chunk(chunk), chunk.shown);
    for (const auto& what : content_.not_read) note(false, what);
    written_.warning = warning();
    return std::move(written_);
  }

 private:
  void note(bool is_written, std::string_view what) {
    constexpr std::size_t max_letters = 40;
    constexpr std::size_t max_names = 1000;  // a damaged file may have millions
    if (is_written || left_out_.size() == max_names) return;
    std::string name(what.substr(0, max_letters));
    std::ranges::replace_if(
        name, [](char letter) { return letter < ' ' || letter > '~'; }, '?');
    name.erase(name.find_last_not_of(' ') + 1);
    if (std::ranges::find(left_out_, name) == left_out_.end()) left_out_.push_back(std::move(name));
  }

  /// Names what was dropped: "metadata left out: cues, instrument".
  [[nodiscard]] std::string warning() const {
    constexpr std::size_t max_names = 12;
    std::string names;
    for (std::size_t i = 0; i < std::min(max_names, left_out_.size()); ++i) {
      names += (i == 0 ? "metadata left out: " : ", ") + left_out_[i];
    }
    if (left_out_.size() <= max_names) return names;
    return names + " and " + std::to_string(left_out_.size() - max_names) + " more";
  }

  /// libsndfile 1.2.0 silently cuts off a header that grows beyond some 50 kB.
  bool takes_room(std::size_t bytes) {
    if (bytes > room_bytes_) return false;
    room_bytes_ -= bytes;
    return true;
  }

  template <class Data>
  bool command(int which, const Data* data, std::size_t bytes) {
    return sf_command(handle_, which, const_cast<Data*>(data), static_cast<int>(bytes)) == SF_TRUE;
  }

  void write_channel_map() {
    if (!support_.channel_map || content_.channels != channels_) return;
    const auto map = to_sndfile(content_.channel_map);
    // A layout without a name in the format is no data of the input: no warning.
    if (!map.empty()) command(SFC_SET_CHANNEL_MAP_INFO, map.data(), map.size() * sizeof map[0]);
  }

  void write_texts() {
    for (const auto& each : content_.texts) note(write_text(each), name_of(each.kind));
  }

  bool write_text(const MetadataText& each) {
    if ((support_.texts & bit_of(each.kind)) == 0) return false;
    const std::string text = support_.is_utf8 ? as_utf8(each.text) : each.text;
    constexpr std::size_t with_name = 64;
    if (!takes_room(text.size() + with_name)) return false;
    if (sf_set_string(handle_, string_type(each.kind), text.c_str()) != SF_ERR_NO_ERROR) {
      return false;
    }
    // libsndfile truncates the software to 127 bytes.
    if (each.kind != TextKind::software) last_text_ = {each.kind, text};
    return true;
  }

  void write_comments() {
    auto plan = plan_comments(content_, format_, channels_, last_text_, room_bytes_);
    for (const auto& name : plan.left_out) note(false, name);
    if (plan.swap.empty()) return;
    sf_set_string(handle_, string_type(plan.kind), plan.swap.written.c_str());
    written_.swap = std::move(plan.swap);
  }

  /// Chunks follow the samples, where libsndfile's limit on headers does not apply.
  bool append_chunk(const MetadataChunk& chunk) {
    if (!is_wav_like(format_.file)) return false;
    auto& all = written_.chunks_behind;
    const auto size = stored(chunk.bytes.size(), 4, format_.byte_order == ByteOrder::big);
    const auto* name = reinterpret_cast<const std::byte*>(chunk.name.data());
    all.insert(all.end(), name, name + chunk.name.size());
    all.insert(all.end(), size.begin(), size.end());
    all.insert(all.end(), chunk.bytes.begin(), chunk.bytes.end());
    if (chunk.bytes.size() % 2 != 0) all.push_back(std::byte{0});
    return true;
  }

  bool write_chunk(const char* name, std::span<const std::byte> bytes) {
    if (!is_wav_like(format_.file) || !takes_room(bytes.size() + 12)) return false;
    SF_CHUNK_INFO chunk{};
    std::memcpy(chunk.id, name, 4);
    chunk.id_size = 4;
    chunk.datalen = static_cast<unsigned>(bytes.size());
    chunk.data = const_cast<std::byte*>(bytes.data());
    return sf_set_chunk(handle_, &chunk) == SF_ERR_NO_ERROR;
  }

  bool write_instrument() {
    const auto info = to_sndfile(*content_.instrument);
    return support_.instrument && takes_room(44 + 24 * content_.instrument->loops.size()) &&
           command(SFC_SET_INSTRUMENT, &info, sizeof info);
  }

  bool write_broadcast() {
    const auto bytes = to_sndfile(*content_.broadcast);
    constexpr std::size_t own_history = 256;  // libsndfile adds a line
    return is_wav_like(format_.file) && takes_room(bytes.size() + own_history) &&
           command(SFC_SET_BROADCAST_INFO, bytes.data(), bytes.size());
  }

  bool write_cues() {
    std::vector<SF_CUE_POINT> points;
    std::size_t bytes = 12;
    for (const auto& cue : content_.cues) {
      points.push_back(to_sndfile(cue));
      bytes += 24 + std::strlen(points.back().name);
    }
    if (!support_.cues) return false;
    if (format_.file == FileFormat::rf64) return write_chunk("cue ", cue_chunk(points));
    if (!takes_room(bytes)) return false;
    const auto count = static_cast<std::uint32_t>(points.size());
    std::vector<std::byte> all(sizeof count + points.size() * sizeof points[0]);
    std::memcpy(all.data(), &count, sizeof count);
    std::memcpy(all.data() + sizeof count, points.data(), points.size() * sizeof points[0]);
    return command(SFC_SET_CUE, all.data(), all.size());
  }

  /// The content of a RIFF chunk of cues; libsndfile writes none into RF64.
  static std::vector<std::byte> cue_chunk(const std::vector<SF_CUE_POINT>& cues) {
    std::vector<std::byte> bytes;
    const auto put = [&](std::uint32_t number) {
      for (unsigned shift = 0; shift < 32; shift += 8) {
        bytes.push_back(static_cast<std::byte>(number >> shift & 0xFFU));
      }
    };
    put(static_cast<std::uint32_t>(cues.size()));
    for (const auto& cue : cues) {
      put(static_cast<std::uint32_t>(cue.indx));
      put(cue.position);
      for (const char letter : std::string_view("data")) {
        bytes.push_back(static_cast<std::byte>(letter));
      }
      put(static_cast<std::uint32_t>(cue.chunk_start));
      put(static_cast<std::uint32_t>(cue.block_start));
      put(cue.sample_offset);
    }
    return bytes;
  }

  SNDFILE* handle_;
  const StorageFormat& format_;
  int channels_;
  const Metadata::Content& content_;
  Support support_;
  std::size_t room_bytes_ = 40'000;
  MetadataText last_text_;  // the last one written
  std::vector<std::string> left_out_;
  WrittenMetadata written_;
};

}  // namespace

WrittenMetadata write_metadata(SNDFILE* handle, const StorageFormat& format, int channels,
                               const Metadata& metadata) {
  if (metadata.empty()) return {};
  auto written = MetadataWriter(handle, format, channels, metadata.content()).write();
  // The current header is too short for the metadata; later calls must know where samples begin.
  const bool is_plain = plain_bytes(format, {.channels = 1, .frames = 1}) > 0;
  if (is_plain) sf_command(handle, SFC_UPDATE_HEADER_NOW, nullptr, 0);
  return written;
}

}  // namespace mpietl::io
