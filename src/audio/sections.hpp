#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "mpietl/audio/signal.hpp"

// Recursive filters in second-order sections.
namespace mpietl::audio {

/// (b0 + b1/z + b2/z^2) / (1 + a1/z + a2/z^2).
struct Section {
  double b0 = 1.0;
  double b1 = 0.0;
  double b2 = 0.0;
  double a1 = 0.0;
  double a2 = 0.0;
};

/// (n0 + n1 s + n2 s^2) / (d0 + d1 s + d2 s^2), a section of analogue frequencies.
struct AnalogueSection {
  std::array<double, 3> n;
  std::array<double, 3> d;
};

/// The bilinear transform for s = (1 - 1/z) / (1 + 1/z): s = i tan(pi f / rate) becomes f.
Section digital(const AnalogueSection& analogue);

/// A section prepared to filter a chunk as parallel segments: each from a state of zero, then with
/// the response to the final state of the segment before.
///
/// The state is that of the transposed direct form II. Results of a segment do not depend on how
/// many are computed at once: the same bits with all vectors. Segments are stored in groups of
/// four: first sample 0 of each, then sample 1, and so on.
struct SegmentedSection {
  static constexpr std::size_t segments = 16;
  static constexpr std::size_t segment = 64;  // samples
  static constexpr std::size_t quad = 4;

  explicit SegmentedSection(const Section& of);

  Section section;
  std::array<std::array<double, segment>, 2> of_state;  // response to the state: [part][output]
  std::array<std::array<double, 2>, 2> state_of_state;  // [old part][part a segment later]
};

/// Filters all channels of a signal with a chain of sections, in chunks of a fixed length from its
/// beginning, in double precision.
class SectionFilter {
 public:
  static constexpr std::size_t chunk = SegmentedSection::segments * SegmentedSection::segment;

  SectionFilter(std::span<const Section> sections, int channels);

  /// Takes the next frames. Calls `take(channel, samples)` for each channel of each complete chunk.
  template <class Take>
  void process(const Block& block, const Take& take) {
    const auto frames = block.frames();
    for (std::size_t begin = 0; begin < frames;) {
      const auto count = std::min(chunk - filled_, frames - begin);
      load(block.samples.subspan(begin * channels_, count * channels_));
      begin += count;
      if (filled_ == chunk) give(take);
    }
  }

  /// Calls `take` for the last, incomplete chunk.
  template <class Take>
  void finish(const Take& take) {
    if (filled_ > 0) give(take);
  }

 private:
  void load(std::span<const float> samples);
  void filter();

  template <class Take>
  void give(const Take& take) {
    filter();
    for (std::size_t channel = 0; channel < channels_; ++channel) {
      take(channel, std::span<const double>(&filtered_[channel * chunk], filled_));
    }
    filled_ = 0;
  }

  std::size_t channels_;
  std::vector<SegmentedSection> sections_;
  std::vector<std::array<double, 2>> states_;  // of each section of each channel
  std::vector<float> waiting_;                 // input: a chunk for each channel
  std::vector<double> segments_;               // a chunk in the order of sections
  std::vector<double> filtered_;               // output: a chunk for each channel
  std::size_t filled_ = 0;
};

}  // namespace mpietl::audio
