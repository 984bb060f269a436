#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "mpietl/audio/transform.hpp"

namespace mpietl::audio {

/// How levels are taken: frame t is the samples from t * hop - length / 2 on, of which there are
/// `length`; those outside of the signal count as 0.
struct Framing {
  std::int64_t length;  ///< even
  std::int64_t hop;

  /// The longest step in which all frames begin and end.
  [[nodiscard]] std::int64_t step() const;
};

/// The mean of squares of each frame, and the largest of the channels'. Squares are added up in
/// steps, one after the other, in double precision; samples that are not finite count as 0.
class FrameLevels final : public Meter {
 public:
  FrameLevels(const Signal& in, const Framing& framing);

  void add(const Block& piece) override { add(piece.samples); }
  void add(std::span<const float> interleaved);
  void finish() override;

  /// As many as frames begin in the signal or at its end; none of an empty signal.
  [[nodiscard]] const std::vector<float>& levels() const { return levels_; }

  /// Of the signal.
  [[nodiscard]] std::int64_t frames() const { return frames_; }

 private:
  void end_step();
  [[nodiscard]] float level() const;

  Framing framing_;
  std::int64_t step_;
  std::size_t channels_;
  std::size_t steps_;         // of a frame
  std::vector<double> sums_;  // of a frame's last steps, for each channel
  std::vector<double> sum_;   // of the step that is not done, for each channel
  std::int64_t filled_ = 0;
  std::int64_t steps_done_ = 0;
  std::int64_t frames_ = 0;
  std::vector<float> levels_;
};

/// Separates sound from silence: sound is within `top_db` of the loudest level. Levels below 1e-10
/// count as that.
class SoundThreshold {
 public:
  SoundThreshold(std::span<const float> levels, double top_db);

  [[nodiscard]] bool is_passed_by(float level) const;

  /// Whether all levels are below 1e-10, though all of them pass then.
  [[nodiscard]] bool is_silence() const { return is_silence_; }

 private:
  double threshold_;
  bool is_silence_;
};

}  // namespace mpietl::audio
