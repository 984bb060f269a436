#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mpietl/io/audio/metadata.hpp"

namespace mpietl::io {

/// The meaning of a text.
enum class TextKind : std::uint8_t {
  title,
  copyright,
  software,
  artist,
  comment,
  date,
  album,
  license,
  track_number,
  genre,
};

struct MetadataText {
  TextKind kind = TextKind::title;
  std::string text;
};

/// A RIFF chunk that is copied unchanged.
struct MetadataChunk {
  std::string name;   ///< four letters
  std::string shown;  ///< name for messages; the kind of a LIST
  std::vector<std::byte> bytes;
};

/// A field of fixed length, as stored in the file.
template <std::size_t length>
using Field = std::array<char, length>;

/// The broadcast extension (EBU Tech 3285, version 2).
struct Broadcast {
  Field<256> description{};
  Field<32> originator{};
  Field<32> originator_reference{};
  Field<10> origination_date{};
  Field<8> origination_time{};
  std::uint64_t time_reference = 0;  ///< samples since midnight
  std::int16_t version = 0;
  Field<64> umid{};
  std::int16_t loudness_value = 0;
  std::int16_t loudness_range = 0;
  std::int16_t max_true_peak_level = 0;
  std::int16_t max_momentary_loudness = 0;
  std::int16_t max_short_term_loudness = 0;
  std::string coding_history;
};

/// A place in a file, with the fields of the cue chunk of RIFF.
struct Cue {
  std::int32_t id = 0;
  std::uint32_t position = 0;  ///< in the playlist
  std::array<char, 4> chunk{};
  std::int32_t chunk_start = 0;
  std::int32_t block_start = 0;
  std::uint32_t sample_offset = 0;
  Field<256> name{};
};

enum class LoopMode : std::uint8_t { none, forward, backward, alternating };

struct Loop {
  LoopMode mode = LoopMode::none;
  std::uint32_t start = 0;
  std::uint32_t end = 0;
  std::uint32_t count = 0;
};

/// How a sampler plays the file.
struct Instrument {
  int gain = 0;
  char base_note = 0;
  char detune = 0;
  char velocity_low = 0;
  char velocity_high = 0;
  char key_low = 0;
  char key_high = 0;
  std::vector<Loop> loops;
};

/// The position of a channel's loudspeaker.
enum class ChannelPlace : std::uint8_t {
  mono,
  left,
  right,
  center,
  front_left,
  front_right,
  front_center,
  rear_center,
  rear_left,
  rear_right,
  low_frequency,
  front_left_of_center,
  front_right_of_center,
  side_left,
  side_right,
  top_center,
  top_front_left,
  top_front_right,
  top_front_center,
  top_rear_left,
  top_rear_right,
  top_rear_center,
  ambisonic_w,
  ambisonic_x,
  ambisonic_y,
  ambisonic_z,
};

/// The metadata of a file.
struct Metadata::Content {
  int channels = 0;
  std::vector<MetadataText> texts;
  std::optional<Broadcast> broadcast;
  std::vector<std::byte> cart;  ///< the unchanged chunk (AES46)
  std::vector<Cue> cues;
  std::optional<Instrument> instrument;
  std::vector<ChannelPlace> channel_map;
  std::vector<MetadataChunk> chunks;
  std::vector<std::string> comments;  ///< "NAME=text", not among `texts`
  std::vector<std::string> not_read;  ///< names of other metadata in the file

  [[nodiscard]] bool empty() const;
};

/// Metadata of `content`; empty if it is empty.
Metadata metadata_of(Metadata::Content content);

/// Sets the text of a kind, replacing an earlier one; an empty text changes nothing.
void set_text(std::vector<MetadataText>& texts, TextKind kind, std::string text);

}  // namespace mpietl::io
