#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <iterator>
#include <string_view>
#include <utility>

#include "io/audio/containers.hpp"
#include "io/audio/metadata_content.hpp"

namespace mpietl::io {

namespace {

constexpr std::uint32_t most_cues = 2500;                    // libsndfile reads no more
constexpr std::uint32_t most_history_bytes = 16 * 1024 - 1;  // libsndfile takes no more
constexpr std::size_t most_cart_bytes = std::size_t{20} * 1024;

std::vector<MetadataText> take_texts(SNDFILE* handle) {
  std::vector<MetadataText> texts;
  for (int kind = SF_STR_FIRST; kind <= SF_STR_LAST; ++kind) {
    const char* text = sf_get_string(handle, kind);
    if (text != nullptr && *text != '\0') texts.push_back({kind, text});
  }
  return texts;
}

/// The bytes of the first chunk of this name; empty when there is none, or more than `most`.
std::vector<std::byte> take_chunk(SNDFILE* handle, const char* name, std::size_t most) {
  SF_CHUNK_INFO chunk{};
  std::memcpy(chunk.id, name, 4);
  chunk.id_size = 4;
  const auto* iterator = sf_get_chunk_iterator(handle, &chunk);
  if (iterator == nullptr || sf_get_chunk_size(iterator, &chunk) != SF_ERR_NO_ERROR) return {};
  if (chunk.datalen > most) return {};
  std::vector<std::byte> bytes(chunk.datalen);
  chunk.data = bytes.data();
  if (sf_get_chunk_data(iterator, &chunk) != SF_ERR_NO_ERROR) return {};
  return bytes;
}

/// From the segment's first frame on, in the form of version 2.
void settle_broadcast(SF_BROADCAST_INFO& info, std::int64_t first_frame) {
  const auto samples = (std::uint64_t{info.time_reference_high} << 32U | info.time_reference_low) +
                       static_cast<std::uint64_t>(first_frame);
  info.time_reference_low = static_cast<std::uint32_t>(samples);
  info.time_reference_high = static_cast<std::uint32_t>(samples >> 32U);
  if (info.version >= 2) return;
  // Only version 2 has loudness; this stands for "not known" (EBU Tech 3285).
  constexpr std::int16_t unknown = 0x7FFF;
  info.loudness_value = info.loudness_range = unknown;
  info.max_true_peak_level = info.max_momentary_loudness = info.max_shortterm_loudness = unknown;
}

std::vector<std::byte> take_broadcast(SNDFILE* handle, std::int64_t first_frame) {
  SF_BROADCAST_INFO info{};
  const auto get = [&](void* data, std::size_t size) {
    return sf_command(handle, SFC_GET_BROADCAST_INFO, data, static_cast<int>(size)) == SF_TRUE;
  };
  if (!get(&info, sizeof info)) return {};
  info.coding_history_size = std::min(info.coding_history_size, most_history_bytes);
  std::vector<std::byte> bytes(std::max(
      sizeof info, offsetof(SF_BROADCAST_INFO, coding_history) + info.coding_history_size));
  get(bytes.data(), bytes.size());
  settle_broadcast(info, first_frame);
  std::memcpy(bytes.data(), &info, offsetof(SF_BROADCAST_INFO, coding_history));
  return bytes;
}

/// Moves a place by the start of the segment; returns whether it is in there.
bool move_into(const Segment& segment, std::uint32_t& place) {
  const std::int64_t moved = std::int64_t{place} - segment.first;
  if (moved < 0 || (segment.count >= 0 && moved > segment.count)) return false;
  place = static_cast<std::uint32_t>(moved);
  return true;
}

std::vector<SF_CUE_POINT> take_cues(SNDFILE* handle, const Segment& segment) {
  std::uint32_t count = 0;
  if (sf_command(handle, SFC_GET_CUE_COUNT, &count, sizeof count) != SF_TRUE) return {};
  count = std::min(count, most_cues);
  std::vector<std::byte> bytes(sizeof count + count * sizeof(SF_CUE_POINT));
  if (sf_command(handle, SFC_GET_CUE, bytes.data(), static_cast<int>(bytes.size())) != SF_TRUE) {
    return {};
  }
  std::vector<SF_CUE_POINT> cues(count);
  if (count > 0) {
    std::memcpy(cues.data(), bytes.data() + sizeof count, count * sizeof(SF_CUE_POINT));
  }
  std::erase_if(cues, [&](SF_CUE_POINT& cue) {
    // The place in a play list is not used by files without one; many writers put a 0 there.
    if (cue.position != 0 && !move_into(segment, cue.position)) cue.position = 0;
    return !move_into(segment, cue.sample_offset);
  });
  return cues;
}

std::optional<SF_INSTRUMENT> take_instrument(SNDFILE* handle, const Segment& segment) {
  SF_INSTRUMENT instrument{};
  if (sf_command(handle, SFC_GET_INSTRUMENT, &instrument, sizeof instrument) != SF_TRUE) return {};
  const auto room = static_cast<int>(std::size(instrument.loops));
  const int count = std::clamp(instrument.loop_count, 0, room);
  const auto end = std::remove_if(instrument.loops, instrument.loops + count, [&](auto& loop) {
    return !move_into(segment, loop.start) || !move_into(segment, loop.end);
  });
  instrument.loop_count = static_cast<int>(end - instrument.loops);
  return instrument;
}

/// Channels of the layout in the chunk of this name. libsndfile keeps no more of its map, and
/// would copy what is behind it in memory when the file has more channels.
int channels_of_layout(SNDFILE* handle, const char* name) {
  constexpr std::size_t most_layout_bytes = 4096;
  const auto layout = take_chunk(handle, name, most_layout_bytes);
  return layout.size() < 4 ? 0 : std::to_integer<int>(layout[3]);  // the last byte of its tag
}

std::vector<int> take_channel_map(SNDFILE* handle, const AudioFormat& format) {
  const int container = format.code & SF_FORMAT_TYPEMASK;
  const char* chunk = container == SF_FORMAT_AIFF  ? "CHAN"
                      : container == SF_FORMAT_CAF ? "chan"
                                                   : nullptr;
  if (chunk != nullptr && channels_of_layout(handle, chunk) < format.channels) return {};
  std::vector<int> map(static_cast<std::size_t>(format.channels));
  const auto bytes = static_cast<int>(map.size() * sizeof(int));
  if (sf_command(handle, SFC_GET_CHANNEL_MAP_INFO, map.data(), bytes) != SF_TRUE) return {};
  const bool is_known = std::ranges::all_of(
      map, [](int place) { return place > SF_CHANNEL_MAP_INVALID && place < SF_CHANNEL_MAP_MAX; });
  return is_known ? map : std::vector<int>();
}

/// The kind of text of a comment's name, as libsndfile writes or reads it; 0 for others.
int kind_of_comment(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, int>, 11> kinds{{
      {"title", SF_STR_TITLE},
      {"copyright", SF_STR_COPYRIGHT},
      {"software", SF_STR_SOFTWARE},
      {"encoder", SF_STR_SOFTWARE},
      {"artist", SF_STR_ARTIST},
      {"comment", SF_STR_COMMENT},
      {"date", SF_STR_DATE},
      {"album", SF_STR_ALBUM},
      {"license", SF_STR_LICENSE},
      {"tracknumber", SF_STR_TRACKNUMBER},
      {"genre", SF_STR_GENRE},
  }};
  const auto* found = std::ranges::find(kinds, name, [](const auto& each) { return each.first; });
  return found == kinds.end() ? 0 : found->second;
}

void put_first(std::vector<MetadataText>& texts, int kind, std::string text) {
  const auto known = std::ranges::find(texts, kind, &MetadataText::kind);
  if (known == texts.end()) {
    texts.push_back({kind, std::move(text)});
  } else {
    known->text = std::move(text);
  }
}

/// A comment's name, in lower case, and where its text begins; 0 for one without a name.
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

/// Of several comments of a text's name, the first is the text. libsndfile takes the last of some
/// files, and of two names for the software knows one. Into Ogg it writes its name as the encoder.
void take_comments(FoundComments found, Metadata::Content& content) {
  const bool has_software = std::ranges::any_of(
      found.comments, [](const auto& each) { return CommentName(each).name == "software"; });
  unsigned seen = 0;
  for (auto& comment : found.comments) {
    const CommentName is(comment);
    const std::string text = comment.c_str() + is.text_at;
    const bool is_encoder = has_software && is.name == "encoder";
    const int kind = is_encoder ? 0 : kind_of_comment(is.name);
    const unsigned bit = 1U << static_cast<unsigned>(kind);
    if (is.text_at == 0) {
      content.not_taken.emplace_back("a comment without a name");
    } else if (is.name == "encoder" && text == "libsndfile") {
      continue;
    } else if (kind == 0 || (seen & bit) != 0) {
      content.comments.push_back(std::move(comment));
    } else if (!text.empty()) {
      put_first(content.texts, kind, text);
      seen |= bit;
    }
  }
  std::ranges::move(found.not_read, std::back_inserter(content.not_taken));
}

}  // namespace

bool Metadata::Content::empty() const {
  return texts.empty() && broadcast.empty() && cart.empty() && cues.empty() && !instrument &&
         channel_map.empty() && chunks.empty() && comments.empty() && not_taken.empty();
}

Metadata metadata_of(Metadata::Content content) {
  if (content.empty()) return {};
  return Metadata(std::make_shared<const Metadata::Content>(std::move(content)));
}

Metadata take_metadata(SNDFILE* handle, ByteStream& stream, const AudioFormat& format,
                       const Segment& segment) {
  Metadata::Content content;
  content.channels = format.channels;
  content.texts = take_texts(handle);
  content.broadcast = take_broadcast(handle, segment.first);
  if (is_wav_like(format.code)) content.cart = take_chunk(handle, "cart", most_cart_bytes);
  content.cues = take_cues(handle, segment);
  content.instrument = take_instrument(handle, segment);
  content.channel_map = take_channel_map(handle, format);
  const int container = format.code & SF_FORMAT_TYPEMASK;
  if (container == SF_FORMAT_FLAC || container == SF_FORMAT_OGG) {
    take_comments(read_comments(stream), content);
  }
  return metadata_of(std::move(content));
}

}  // namespace mpietl::io
