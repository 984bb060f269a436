#include "audio/transforms/cut.hpp"

#include <algorithm>

namespace mpietl::audio {

std::unique_ptr<Stage> cut(std::int64_t first, std::int64_t count, int channels,
                           std::vector<ReportedParameter> parameters) {
  const auto take = [first, count, channels](const Block& block, std::vector<float>& out) {
    const auto begin = static_cast<std::int64_t>(block.first_frame);
    const auto frames = static_cast<std::int64_t>(block.frames());
    const auto from = std::clamp<std::int64_t>(first - begin, 0, frames);
    const auto to = std::clamp<std::int64_t>(first + count - begin, from, frames);
    out.insert(out.end(), block.samples.begin() + from * channels,
               block.samples.begin() + to * channels);
  };
  return in_sequence(
      take, [](std::vector<float>& /*out*/) {}, TimeMap{1.0, 1.0, -static_cast<double>(first)},
      std::move(parameters));
}

}  // namespace mpietl::audio
