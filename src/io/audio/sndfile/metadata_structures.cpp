#include <algorithm>
#include <cstring>
#include <iterator>

#include "io/audio/sndfile/sndfile_metadata.hpp"

namespace mpietl::io {

namespace {

constexpr std::size_t history_at = offsetof(SF_BROADCAST_INFO, coding_history);

constexpr std::array string_types{
    SF_STR_TITLE, SF_STR_COPYRIGHT, SF_STR_SOFTWARE, SF_STR_ARTIST,      SF_STR_COMMENT,
    SF_STR_DATE,  SF_STR_ALBUM,     SF_STR_LICENSE,  SF_STR_TRACKNUMBER, SF_STR_GENRE,
};
constexpr std::array loop_modes{SF_LOOP_NONE, SF_LOOP_FORWARD, SF_LOOP_BACKWARD,
                                SF_LOOP_ALTERNATING};
// ChannelPlace is in libsndfile's order.
constexpr int first_place = SF_CHANNEL_MAP_MONO;
static_assert(static_cast<int>(ChannelPlace::ambisonic_z) + first_place + 1 == SF_CHANNEL_MAP_MAX);

/// Copies a field of fixed length, to or from libsndfile's structures.
template <class From, class To>
void copy_field(const From& from, To& to) {
  static_assert(sizeof from == sizeof to);
  std::memcpy(&to, &from, sizeof to);
}

template <class From, class To>
void copy_fields(const From& from, To& to) {
  copy_field(from.description, to.description);
  copy_field(from.originator, to.originator);
  copy_field(from.originator_reference, to.originator_reference);
  copy_field(from.origination_date, to.origination_date);
  copy_field(from.origination_time, to.origination_time);
  copy_field(from.umid, to.umid);
  to.version = from.version;
  to.loudness_value = from.loudness_value;
  to.loudness_range = from.loudness_range;
  to.max_true_peak_level = from.max_true_peak_level;
  to.max_momentary_loudness = from.max_momentary_loudness;
}

}  // namespace

int string_type(TextKind kind) { return string_types.at(static_cast<std::size_t>(kind)); }

Broadcast to_broadcast(const std::vector<std::byte>& bytes) {
  SF_BROADCAST_INFO info{};
  std::memcpy(&info, bytes.data(), sizeof info);
  Broadcast broadcast;
  copy_fields(info, broadcast);
  broadcast.max_short_term_loudness = info.max_shortterm_loudness;
  broadcast.time_reference =
      std::uint64_t{info.time_reference_high} << 32U | info.time_reference_low;
  const auto size = std::min<std::size_t>(info.coding_history_size, bytes.size() - history_at);
  broadcast.coding_history.assign(reinterpret_cast<const char*>(bytes.data()) + history_at, size);
  return broadcast;
}

std::vector<std::byte> to_sndfile(const Broadcast& broadcast) {
  SF_BROADCAST_INFO info{};
  copy_fields(broadcast, info);
  info.max_shortterm_loudness = broadcast.max_short_term_loudness;
  info.time_reference_low = static_cast<std::uint32_t>(broadcast.time_reference);
  info.time_reference_high = static_cast<std::uint32_t>(broadcast.time_reference >> 32U);
  const auto& history = broadcast.coding_history;
  info.coding_history_size = static_cast<std::uint32_t>(history.size());
  std::vector<std::byte> bytes(std::max(sizeof info, history_at + history.size()));
  std::memcpy(bytes.data(), &info, history_at);
  std::memcpy(bytes.data() + history_at, history.data(), history.size());
  return bytes;
}

Cue to_cue(const SF_CUE_POINT& point) {
  Cue cue{.id = point.indx,
          .position = point.position,
          .chunk_start = point.chunk_start,
          .block_start = point.block_start,
          .sample_offset = point.sample_offset};
  copy_field(point.fcc_chunk, cue.chunk);
  copy_field(point.name, cue.name);
  return cue;
}

SF_CUE_POINT to_sndfile(const Cue& cue) {
  SF_CUE_POINT point{};
  point.indx = cue.id;
  point.position = cue.position;
  point.chunk_start = cue.chunk_start;
  point.block_start = cue.block_start;
  point.sample_offset = cue.sample_offset;
  copy_field(cue.chunk, point.fcc_chunk);
  copy_field(cue.name, point.name);
  return point;
}

Instrument to_instrument(const SF_INSTRUMENT& given) {
  Instrument instrument{given.gain,        given.basenote, given.detune, given.velocity_lo,
                        given.velocity_hi, given.key_lo,   given.key_hi, {}};
  const auto count = std::clamp<std::ptrdiff_t>(given.loop_count, 0, std::ssize(given.loops));
  for (const auto& loop : std::span(given.loops).first(static_cast<std::size_t>(count))) {
    const auto* const mode = std::ranges::find(loop_modes, loop.mode);
    const auto place = mode == loop_modes.end() ? 0 : mode - loop_modes.begin();
    instrument.loops.push_back({static_cast<LoopMode>(place), loop.start, loop.end, loop.count});
  }
  return instrument;
}

SF_INSTRUMENT to_sndfile(const Instrument& instrument) {
  SF_INSTRUMENT info{};
  info.gain = instrument.gain;
  info.basenote = instrument.base_note;
  info.detune = instrument.detune;
  info.velocity_lo = instrument.velocity_low;
  info.velocity_hi = instrument.velocity_high;
  info.key_lo = instrument.key_low;
  info.key_hi = instrument.key_high;
  info.loop_count = static_cast<int>(std::min(instrument.loops.size(), std::size(info.loops)));
  for (std::size_t i = 0; i < static_cast<std::size_t>(info.loop_count); ++i) {
    const auto& loop = instrument.loops[i];
    auto& stored = info.loops[i];
    stored.mode = loop_modes.at(static_cast<std::size_t>(loop.mode));
    stored.start = loop.start;
    stored.end = loop.end;
    stored.count = loop.count;
  }
  return info;
}

std::vector<ChannelPlace> to_channel_places(const std::vector<int>& map) {
  std::vector<ChannelPlace> places;
  for (const int place : map) {
    if (place < first_place || place >= SF_CHANNEL_MAP_MAX) return {};
    places.push_back(static_cast<ChannelPlace>(place - first_place));
  }
  return places;
}

std::vector<int> to_sndfile(const std::vector<ChannelPlace>& places) {
  std::vector<int> map;
  for (const auto place : places) map.push_back(static_cast<int>(place) + first_place);
  return map;
}

}  // namespace mpietl::io
