#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "mpietl/audio/chain.hpp"

namespace mpietl::test {

/// The output of a chain.
struct Passed {
  std::vector<float> samples;
  audio::Measures measures;
  std::string parameters;
  std::string warning;
  audio::Signal output;
};

/// One pass through the started transforms, in blocks of `block_frames`.
inline Passed pass_of(audio::ItemChain& chain, std::vector<float> samples, int channels,
                      std::size_t block_frames) {
  Passed passed;
  const auto append = [&](std::span<const float> more) {
    passed.samples.insert(passed.samples.end(), more.begin(), more.end());
  };
  const auto width = static_cast<std::size_t>(channels);
  for (std::size_t begin = 0; begin < samples.size(); begin += block_frames * width) {
    const auto size = std::min(block_frames * width, samples.size() - begin);
    const auto out = chain.apply({std::span(samples).subspan(begin, size), begin / width, channels},
                                 passed.measures);
    append(chain.feed(out, passed.measures));
  }
  append(chain.finish(passed.measures));
  return passed;
}

/// All passes of a chain.
inline Passed through(const audio::Chain& chain, const std::vector<float>& samples,
                      int channels = 1, const audio::StreamId& id = {1, 2},
                      std::size_t block_frames = std::size_t{1} << 20U, int sample_rate = 8000) {
  const auto frames = samples.size() / static_cast<std::size_t>(channels);
  audio::ItemChain item(chain, id, {channels, sample_rate, static_cast<std::int64_t>(frames)});
  while (item.is_measuring()) {
    pass_of(item, samples, channels, block_frames);
    item.settle(static_cast<std::int64_t>(frames), false);
  }
  auto passed = pass_of(item, samples, channels, block_frames);
  passed.parameters = item.parameters();
  passed.warning = item.warning(passed.measures);
  passed.output = item.output();
  return passed;
}

/// The same in passes that each begin with the input of the last pass's meter, in blocks of this
/// many pieces.
inline Passed through_kept(const audio::Chain& chain, const std::vector<float>& samples,
                           int channels, const audio::StreamId& id, std::size_t pieces) {
  const auto frames = samples.size() / static_cast<std::size_t>(channels);
  audio::ItemChain item(chain, id, {channels, 8000, static_cast<std::int64_t>(frames)});
  auto kept = samples;
  audio::Measures measures;
  for (;;) {
    const bool is_last = !item.is_measuring();
    const int width = item.input().channels;
    const auto frames_in = kept.size() / static_cast<std::size_t>(width);
    auto passed = pass_of(item, std::move(kept), width, pieces * item.piece_frames());
    measures.add(passed.measures);
    if (is_last) {
      passed.measures = measures;
      passed.parameters = item.parameters();
      passed.warning = item.warning(measures);
      passed.output = item.output();
      return passed;
    }
    kept = std::move(passed.samples);
    item.settle(static_cast<std::int64_t>(frames_in), true);
  }
}

inline Passed through_chain(const std::vector<audio::TransformSpec>& specs,
                            const std::vector<float>& samples, int channels = 1,
                            const audio::StreamId& id = {1, 2},
                            std::size_t block_frames = std::size_t{1} << 20U) {
  return through(audio::Chain(specs), samples, channels, id, block_frames);
}

}  // namespace mpietl::test
