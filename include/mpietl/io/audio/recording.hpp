#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "mpietl/io/audio/audio_source.hpp"

namespace mpietl::io {

/// Decoding restarts at multiples of this where the samples after a seek depend on its target. On
/// average, a lone segment costs half of this in addition, and a complete recording the run-up
/// before each restart.
inline constexpr std::int64_t restart_seconds = 60;

/// A recording that stays open while segments of it are read, one at a time. Adjacent segments are
/// decoded only once, and so are overlaps of segments of moderate length.
class Recording {
 public:
  using Open = std::function<std::unique_ptr<AudioSource>()>;

  /// `open` opens the recording: now, and again when a segment must be read from the start.
  explicit Recording(Open open);
  Recording(const Recording&) = delete;
  Recording& operator=(const Recording&) = delete;
  Recording(Recording&&) = delete;
  Recording& operator=(Recording&&) = delete;
  ~Recording() = default;

  /// The segment that begins at `offset_seconds` and lasts `duration_seconds` (below 0: to the
  /// end), or up to the end of the recording. Its samples and warnings do not depend on segments
  /// read before. It uses the recording, and becomes invalid with the next call of part(). Throws
  /// Error(format) when it begins after the end, and as `open` and read().
  std::unique_ptr<AudioSource> part(double offset_seconds, double duration_seconds);

 private:
  class Part;

  void reopen();
  [[nodiscard]] bool is_as_opened() const;
  [[nodiscard]] std::int64_t frames_in(std::size_t samples) const;
  [[nodiscard]] std::int64_t kept_frames() const { return frames_in(kept_.size()); }
  [[nodiscard]] std::int64_t restart_before(std::int64_t frame) const;
  [[nodiscard]] bool can_read_on_to(std::int64_t frame) const;
  void move_to(std::int64_t frame);
  void jump_to(std::int64_t frame);
  std::size_t read(std::int64_t frame, std::span<float> interleaved);
  std::size_t read_on(std::span<float> interleaved);
  std::size_t read_to_restart(std::span<float> interleaved);
  void keep(std::span<const float> samples);

  Open open_;
  std::unique_ptr<AudioSource> whole_;
  std::string warning_;          // at opening
  bool restarts_ = false;        // whether decoding restarts at fixed frames
  bool is_broken_ = false;       // a call failed: the position is unknown
  std::int64_t position_ = 0;    // next frame to be decoded
  std::int64_t started_at_ = 0;  // frame at which decoding started
  bool has_overlaps_ = false;    // segments read so far overlap
  bool is_keeping_ = false;      // for the current segment
  std::vector<float> kept_;      // the samples before position_
};

}  // namespace mpietl::io
