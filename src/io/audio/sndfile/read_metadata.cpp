#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <iterator>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "io/audio/formats.hpp"
#include "io/audio/sndfile/sndfile_metadata.hpp"

namespace mpietl::io {

namespace {

constexpr std::uint32_t max_cues = 2500;                    // libsndfile reads no more
constexpr std::uint32_t max_history_bytes = 16 * 1024 - 1;  // libsndfile accepts no more
constexpr std::size_t max_cart_bytes = std::size_t{20} * 1024;

constexpr std::array text_kinds{
    TextKind::title,        TextKind::copyright, TextKind::software, TextKind::artist,
    TextKind::comment,      TextKind::date,      TextKind::album,    TextKind::license,
    TextKind::track_number, TextKind::genre,
};

std::vector<MetadataText> read_texts(SNDFILE* handle) {
  std::vector<MetadataText> texts;
  for (const auto kind : text_kinds) {
    const char* text = sf_get_string(handle, string_type(kind));
    if (text != nullptr && *text != '\0') texts.push_back({kind, text});
  }
  return texts;
}

/// The bytes of the first chunk with this name; empty when there is none, or it is larger than
/// `max_bytes`.
std::vector<std::byte> read_chunk(SNDFILE* handle, const char* name, std::size_t max_bytes) {
  SF_CHUNK_INFO chunk{};
  std::memcpy(chunk.id, name, 4);
  chunk.id_size = 4;
  const auto* iterator = sf_get_chunk_iterator(handle, &chunk);
  if (iterator == nullptr || sf_get_chunk_size(iterator, &chunk) != SF_ERR_NO_ERROR) return {};
  if (chunk.datalen > max_bytes) return {};
  std::vector<std::byte> bytes(chunk.datalen);
  chunk.data = bytes.data();
  if (sf_get_chunk_data(iterator, &chunk) != SF_ERR_NO_ERROR) return {};
  return bytes;
}

/// The broadcast extension in the form of version 2, with times from the segment's first frame.
std::optional<Broadcast> read_broadcast(SNDFILE* handle, std::int64_t first_frame) {
  SF_BROADCAST_INFO info{};
  const auto get = [&](void* data, std::size_t size) {
    return sf_command(handle, SFC_GET_BROADCAST_INFO, data, static_cast<int>(size)) == SF_TRUE;
  };
  if (!get(&info, sizeof info)) return std::nullopt;
  const auto history = std::min(info.coding_history_size, max_history_bytes);
  std::vector<std::byte> bytes(
      std::max(sizeof info, offsetof(SF_BROADCAST_INFO, coding_history) + history));
  get(bytes.data(), bytes.size());
  auto broadcast = to_broadcast(bytes);
  broadcast.time_reference += static_cast<std::uint64_t>(first_frame);
  if (broadcast.version >= 2) return broadcast;
  // Only version 2 has loudness; this value means "unknown" (EBU Tech 3285).
  constexpr std::int16_t unknown = 0x7FFF;
  broadcast.loudness_value = broadcast.loudness_range = broadcast.max_true_peak_level = unknown;
  broadcast.max_momentary_loudness = broadcast.max_short_term_loudness = unknown;
  return broadcast;
}

/// Moves a position by the start of the segment; returns whether it is in the segment.
bool move_into(const Segment& segment, std::uint32_t& place) {
  const std::int64_t moved = std::int64_t{place} - segment.first;
  if (moved < 0 || (segment.count >= 0 && moved > segment.count)) return false;
  place = static_cast<std::uint32_t>(moved);
  return true;
}

std::vector<Cue> read_cues(SNDFILE* handle, const Segment& segment) {
  std::uint32_t count = 0;
  if (sf_command(handle, SFC_GET_CUE_COUNT, &count, sizeof count) != SF_TRUE) return {};
  count = std::min(count, max_cues);
  std::vector<std::byte> bytes(sizeof count + count * sizeof(SF_CUE_POINT));
  if (sf_command(handle, SFC_GET_CUE, bytes.data(), static_cast<int>(bytes.size())) != SF_TRUE) {
    return {};
  }
  std::vector<Cue> cues;
  for (std::size_t i = 0; i < count; ++i) {
    SF_CUE_POINT point{};
    std::memcpy(&point, bytes.data() + sizeof count + i * sizeof point, sizeof point);
    auto cue = to_cue(point);
    // Files without a playlist do not use the position in one; many writers put a 0 there.
    if (cue.position != 0 && !move_into(segment, cue.position)) cue.position = 0;
    if (move_into(segment, cue.sample_offset)) cues.push_back(cue);
  }
  return cues;
}

std::optional<Instrument> read_instrument(SNDFILE* handle, const Segment& segment) {
  SF_INSTRUMENT info{};
  if (sf_command(handle, SFC_GET_INSTRUMENT, &info, sizeof info) != SF_TRUE) return {};
  auto instrument = to_instrument(info);
  std::erase_if(instrument.loops, [&](Loop& loop) {
    return !move_into(segment, loop.start) || !move_into(segment, loop.end);
  });
  return instrument;
}

/// The number of channels in the layout chunk with this name. libsndfile's channel map has no more
/// entries, and it would read beyond it when the file has more channels.
int channels_of_layout(SNDFILE* handle, const char* name) {
  constexpr std::size_t max_layout_bytes = 4096;
  const auto layout = read_chunk(handle, name, max_layout_bytes);
  return layout.size() < 4 ? 0 : std::to_integer<int>(layout[3]);  // the last byte of its tag
}

std::vector<ChannelPlace> read_channel_map(SNDFILE* handle, const SourceInfo& info) {
  const char* chunk = info.format.file == FileFormat::aiff  ? "CHAN"
                      : info.format.file == FileFormat::caf ? "chan"
                                                            : nullptr;
  const int channels = info.signal.channels;
  if (chunk != nullptr && channels_of_layout(handle, chunk) < channels) return {};
  std::vector<int> map(static_cast<std::size_t>(channels));
  const auto bytes = static_cast<int>(map.size() * sizeof(int));
  if (sf_command(handle, SFC_GET_CHANNEL_MAP_INFO, map.data(), bytes) != SF_TRUE) return {};
  return to_channel_places(map);
}

/// The kind of text that a comment's name means, as in libsndfile; none for other names.
std::optional<TextKind> kind_of_comment(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, TextKind>, 11> kinds{{
      {"title", TextKind::title},
      {"copyright", TextKind::copyright},
      {"software", TextKind::software},
      {"encoder", TextKind::software},
      {"artist", TextKind::artist},
      {"comment", TextKind::comment},
      {"date", TextKind::date},
      {"album", TextKind::album},
      {"license", TextKind::license},
      {"tracknumber", TextKind::track_number},
      {"genre", TextKind::genre},
  }};
  const auto* found = std::ranges::find(kinds, name, [](const auto& each) { return each.first; });
  if (found == kinds.end()) return std::nullopt;
  return found->second;
}

/// A comment's name, in lower case, and where its text begins; 0 when it has no name.
struct CommentName {
  std::string name;
  std::size_t text_at = 0;

  explicit CommentName(std::string_view comment) {
    const auto sign = comment.find('=');
    if (sign == std::string_view::npos || sign == 0) return;
    name = lower(std::string(comment.substr(0, sign)));
    text_at = sign + 1;
  }
};

/// Of several comments with one meaning, the first becomes the text. libsndfile takes the last in
/// some formats, knows only one of two names for the software, and writes its own name as encoder
/// into Ogg.
void add_comments(FoundComments found, Metadata::Content& content) {
  const bool has_software = std::ranges::any_of(
      found.comments, [](const auto& each) { return CommentName(each).name == "software"; });
  std::set<TextKind> seen;
  for (auto& comment : found.comments) {
    const CommentName is(comment);
    const std::string text = comment.c_str() + is.text_at;
    const bool is_encoder = has_software && is.name == "encoder";
    const auto kind = is_encoder ? std::nullopt : kind_of_comment(is.name);
    if (is.text_at == 0) {
      content.not_read.emplace_back("a comment without a name");
    } else if (is.name == "encoder" && text == "libsndfile") {
      continue;
    } else if (!kind || seen.contains(*kind)) {
      content.comments.push_back(std::move(comment));
    } else if (!text.empty()) {
      set_text(content.texts, *kind, text);
      seen.insert(*kind);
    }
  }
  std::ranges::move(found.not_read, std::back_inserter(content.not_read));
}

}  // namespace

Metadata read_metadata(SNDFILE* handle, ByteStream& stream, const SourceInfo& info,
                       const Segment& segment) {
  const auto file = info.format.file;
  Metadata::Content content;
  content.channels = info.signal.channels;
  content.texts = read_texts(handle);
  content.broadcast = read_broadcast(handle, segment.first);
  if (is_wav_like(file)) content.cart = read_chunk(handle, "cart", max_cart_bytes);
  content.cues = read_cues(handle, segment);
  content.instrument = read_instrument(handle, segment);
  content.channel_map = read_channel_map(handle, info);
  if (file == FileFormat::flac || file == FileFormat::ogg) {
    add_comments(read_comments(stream), content);
  }
  return metadata_of(std::move(content));
}

}  // namespace mpietl::io
