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

/// A recording that stays open while parts of it are read, one at a time. Parts that follow each
/// other are decoded once, as are the overlaps of parts of moderate length.
class Recording {
 public:
  using Open = std::function<std::unique_ptr<AudioSource>()>;

  /// `open` opens it: now, and again where a part has to be read from the start.
  explicit Recording(Open open);
  Recording(const Recording&) = delete;
  Recording& operator=(const Recording&) = delete;
  Recording(Recording&&) = delete;
  Recording& operator=(Recording&&) = delete;
  ~Recording() = default;

  /// The part that begins at `offset_seconds` and lasts `duration_seconds` (below 0: to the end),
  /// or to the end of the recording when that comes first. It has the same samples and warnings
  /// whatever parts were read before. It uses the recording, and is of no use once the next one is
  /// asked for. Throws Error(format) when it begins behind the end, and as `open` and read() do.
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
  std::string warning_;          // when it was opened
  bool restarts_ = false;        // whether decoding starts anew at fixed places
  bool is_broken_ = false;       // a call failed: where it is, is not known
  std::int64_t position_ = 0;    // the frame that is decoded next
  std::int64_t started_at_ = 0;  // the frame that decoding started at
  bool has_overlaps_ = false;    // of parts that were read
  bool is_keeping_ = false;      // of the part that is read
  std::vector<float> kept_;      // the samples before position_
};

}  // namespace mpietl::io
