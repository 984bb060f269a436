#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "mpietl/audio/signal.hpp"
#include "mpietl/core/frame_ranges.hpp"

namespace mpietl::audio {

class FrameLevels;

/// How segments of sound are found in a signal.
struct Segmentation {
  double top_db = 40.0;              ///< silence is that far below the loudest level
  std::int64_t frame_length = 2048;  ///< samples of one level; even
  std::int64_t hop_length = 512;     ///< samples from one level to the next
  double min_gap_seconds = 0.3;      ///< shorter silence does not cut
  double min_length_seconds = 0.2;   ///< shorter sound is left out
  double max_length_seconds = 30.0;  ///< of a segment, padding included; 0: no limit
  double padding_seconds = 0.1;      ///< silence kept before and after sound

  bool operator==(const Segmentation&) const = default;
};

/// Throws Error(usage) for values that contradict each other.
void check(const Segmentation& segmentation);

/// The segments of a signal of `frames` frames with these levels, one each hop. A section of sound
/// is as librosa.effects.split() finds it. Sections less than the gap apart are one; those below
/// the minimum are left out. Longer ones than the maximum are cut where they are quietest in the
/// second half of what may be one segment. Padding ends at the signal's ends and in the middle of
/// the silence between two sections.
std::vector<FrameRange> cut_at_silence(std::span<const float> levels, std::int64_t frames,
                                       int sample_rate, const Segmentation& segmentation);

/// Finds the segments of a signal that arrives in parts. The result does not depend on the parts.
/// Keeps four bytes for each hop.
class SegmentFinder {
 public:
  SegmentFinder(const Segmentation& segmentation, const Signal& signal);
  SegmentFinder(const SegmentFinder&) = delete;
  SegmentFinder& operator=(const SegmentFinder&) = delete;
  SegmentFinder(SegmentFinder&&) = delete;
  SegmentFinder& operator=(SegmentFinder&&) = delete;
  ~SegmentFinder();

  /// Takes the next frames, interleaved.
  void add(std::span<const float> samples);

  /// The segments, at the end of the signal. Call it once.
  [[nodiscard]] std::vector<FrameRange> finish();

 private:
  Segmentation segmentation_;
  Signal signal_;
  std::unique_ptr<FrameLevels> levels_;
};

}  // namespace mpietl::audio
