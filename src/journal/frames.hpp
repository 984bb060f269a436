#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "mpietl/core/codec.hpp"
#include "mpietl/core/record_columns.hpp"

namespace mpietl::journal {

/// The content of a frame.
enum class Kind : std::uint32_t {
  run,
  rank,
  command_line,  ///< one piece of it
  job,           ///< one piece of it
  begin,
  end,
  ending,
  list,
  list_end,
};

/// The header of each frame.
struct FrameHead {
  std::uint64_t marker = 0;
  std::uint32_t bytes = 0;  ///< of the payload
  Kind kind{};
  std::uint64_t checksum = 0;  ///< XXH3 of the payload; its seed is bytes and kind
};
static_assert(sizeof(FrameHead) == 24);

/// The maximum size of a frame: larger lengths are damage.
inline constexpr std::uint32_t max_payload_bytes = 1U << 24U;

/// The first bytes of each frame. They depend on the version of the format, which any change of the
/// columns changes, and on the byte order. They include a NUL, which no path has, so that no file
/// name is mistaken for a frame.
consteval std::uint64_t make_marker() {
  constexpr std::uint64_t version = 6;
  std::uint64_t hash = version;
  const auto mix = [&](std::uint64_t value) { hash = (hash ^ value) * 0x100000001b3U; };
  for_each_column(record_columns, [&](const auto& column) {
    for (const char* c = column.name; *c != '\0'; ++c) mix(static_cast<unsigned char>(*c));
    mix(sizeof(Record{}.*column.member));
  });
  return 0x6d706a00'00000000U | (hash >> 32U);
}
inline constexpr std::uint64_t marker = make_marker();

/// The checksum of a frame.
std::uint64_t checksum_of(Kind kind, std::span<const std::byte> payload);

/// Appends a frame to `bytes`.
void append_frame(Bytes& bytes, Kind kind, std::span<const std::byte> payload);

/// A frame with a correct checksum; its payload is valid until the next one is read.
struct Frame {
  Kind kind{};
  std::span<const std::byte> payload;
};

/// Reads the frames of a file one by one, and continues after damage. The largest frame bounds the
/// memory.
class FrameReader {
 public:
  /// Reads an open file from its start; `path` is for messages.
  FrameReader(int descriptor, std::string path);

  /// The next frame; false at the end. Throws Error if the system cannot read.
  bool next(Frame& frame);

  /// Number of places that were skipped, not counting a frame that the end of the file cuts.
  [[nodiscard]] std::int64_t damaged() const { return damaged_; }

  /// Whether any frame was read.
  [[nodiscard]] bool has_frames() const { return has_frames_; }

 private:
  enum class Look { whole, cut, damaged };

  Look look(FrameHead& head);
  bool take(const FrameHead& head, Frame& frame);
  bool skip_to_marker();
  bool fill(std::size_t bytes);
  [[nodiscard]] std::span<const std::byte> rest() const { return std::span(buffer_).subspan(at_); }

  int descriptor_;
  std::string path_;
  Bytes buffer_;
  std::size_t at_ = 0;  ///< of the next frame in the buffer
  bool is_at_end_ = false;
  bool has_frames_ = false;
  std::int64_t damaged_ = 0;
  std::uint64_t wasted_bytes_ = 0;
};

}  // namespace mpietl::journal
