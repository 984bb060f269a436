// Prints the nanoseconds that each transform takes for a sample of a signal of one channel, on one
// core and in its caches: `benchmark_transforms [TRANSFORM…]`, as typed for --transform.
#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>
#include <span>
#include <string>
#include <vector>

#include "audio/every_transform.hpp"
#include "mpietl/audio/chain.hpp"

namespace audio = mpietl::audio;

namespace {

constexpr std::size_t block_samples = std::size_t{32} * 1024;
constexpr std::size_t blocks = 200;

/// All passes of a chain over the same block again and again.
double seconds_of(const audio::Chain& chain, std::span<const float> block) {
  const auto begin = std::clock();  // of this process only: other programs may run beside it
  const auto frames = static_cast<std::int64_t>(block_samples * blocks);
  audio::ItemChain item(chain, {1, 2}, {1, 8000, frames});
  std::vector<float> samples(block_samples);
  for (bool is_over = false; !is_over;) {
    audio::Measures measures;
    for (std::size_t i = 0; i < blocks; ++i) {
      std::ranges::copy(block, samples.begin());
      item.feed(item.apply({samples, i * block_samples, 1}, measures), measures);
    }
    item.finish(measures);
    is_over = !item.is_measuring();
    if (!is_over) item.settle(frames);
  }
  return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
}

double nanoseconds(const std::vector<audio::TransformSpec>& specs, std::span<const float> block) {
  const audio::Chain chain(specs);
  std::array<double, 5> times{};
  for (double& time : times) time = seconds_of(chain, block);
  std::ranges::nth_element(times, times.begin() + times.size() / 2);
  return times[times.size() / 2] * 1e9 / static_cast<double>(block_samples * blocks);
}

}  // namespace

int main(int count, char** words) {
  std::vector<float> block(block_samples);
  for (std::size_t i = 0; i < block.size(); ++i) {
    block[i] = static_cast<float>(i * 2654435761 % 65536) / 65536.0F - 0.5F;
  }
  std::vector<std::string> typed(words + 1, words + count);
  if (typed.empty()) typed = mpietl::test::every_transform();
  const double nothing = nanoseconds({}, block);
  std::printf("an empty chain: %.2f ns\n", nothing);
  for (const auto& each : typed) {
    std::printf("%s: %.2f ns more\n", each.c_str(),
                nanoseconds({audio::parse_transform(each)}, block) - nothing);
  }
  return 0;
}
