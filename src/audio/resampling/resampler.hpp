#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "audio/resampling/rate_plan.hpp"

namespace mpietl::audio {

/// Converts one signal by a plan, which must outlive this object.
template <class Real>
class Resampler {
 public:
  Resampler(const RatePlan<Real>& plan, int channels);

  /// Takes frames and appends finished ones to `out`.
  void process(std::span<const float> samples, std::vector<float>& out);

  /// Appends the rest, up to `frames` frames in total.
  void finish(std::int64_t frames, std::vector<float>& out);

 private:
  struct Channel {
    std::vector<float> waiting;   // input of the filter
    std::vector<Real> band;       // output of the filter, when values are taken from all of it
    std::int64_t band_begin = 0;  // position of its first sample
    std::int64_t next_value = 0;
    std::vector<float> values;  // finished, not yet returned
  };

  void append(std::span<const float> samples);
  void filter_batch();
  void add_values(Channel& channel, const Polyphase<Real>& polyphase);
  void add_values(Channel& channel, const Interpolation<Real>& interpolation);
  void emit(std::int64_t most_frames, std::vector<float>& out);

  const RatePlan<Real>& plan_;
  std::vector<Channel> channels_;
  std::size_t needed_;  // samples of a batch with its margins
  typename BlockFilter<Real>::Points filtered_;
  std::int64_t frames_out_ = 0;
};

}  // namespace mpietl::audio
