// Prints the nanoseconds that each transform takes for a sample of a signal of one channel, on one
// core and in its caches: `benchmark_transforms [TRANSFORM…]`, as typed for --transform. A chain is
// typed as TRANSFORM+TRANSFORM…; its signal has 44.1 kHz, and the sum of its parts is told, too.
#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>
#include <span>
#include <sstream>
#include <string>
#include <vector>

#include "audio/every_transform.hpp"
#include "mpietl/audio/chain.hpp"

namespace audio = mpietl::audio;

namespace {

constexpr std::size_t block_samples = std::size_t{32} * 1024;
constexpr std::size_t blocks = 200;

/// The input of meters, in memory that is reused as by a thread.
struct Kept {
  std::vector<float> now;
  std::vector<float> next;
};

/// All passes of a chain: the first one over the same block again and again, the others over what
/// a meter saw.
double seconds_of(const audio::Chain& chain, std::span<const float> block, int rate, Kept& kept) {
  const auto begin = std::clock();  // of this process only: other programs may run beside it
  const auto frames = static_cast<std::int64_t>(block_samples * blocks);
  audio::ItemChain item(chain, {1, 2}, {1, rate, frames});
  std::vector<float> samples(block_samples);
  kept.next.clear();
  const auto keep = [&](std::span<const float> seen) {
    if (item.is_measuring()) kept.next.insert(kept.next.end(), seen.begin(), seen.end());
  };
  for (bool is_first = true;; is_first = false) {
    audio::Measures measures;
    const std::size_t all = is_first ? block_samples * blocks : kept.now.size();
    for (std::size_t at = 0; at < all; at += block_samples) {
      const auto now = std::span(samples).first(std::min(block_samples, all - at));
      const auto from = is_first ? block : std::span<const float>(kept.now).subspan(at);
      std::ranges::copy(from.first(now.size()), now.begin());
      keep(item.feed(item.apply({now, at, 1}, measures), measures));
    }
    keep(item.finish(measures));
    if (!item.is_measuring()) break;
    item.settle(static_cast<std::int64_t>(all), true);
    std::swap(kept.now, kept.next);
    kept.next.clear();
  }
  return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
}

double nanoseconds(const std::vector<audio::TransformSpec>& specs, std::span<const float> block,
                   int rate) {
  const audio::Chain chain(specs);
  Kept kept;
  std::array<double, 5> times{};
  for (double& time : times) time = seconds_of(chain, block, rate, kept);
  std::ranges::nth_element(times, times.begin() + times.size() / 2);
  return times[times.size() / 2] * 1e9 / static_cast<double>(block_samples * blocks);
}

void print_chain(const std::string& typed, std::span<const float> block, double nothing) {
  constexpr int first_rate = 44100;
  std::vector<audio::TransformSpec> specs;
  audio::Signal signal{1, first_rate, first_rate};
  double parts = 0.0;
  std::istringstream words(typed);
  for (std::string word; std::getline(words, word, '+');) {
    const std::vector part{audio::parse_transform(word)};
    const double share = static_cast<double>(signal.sample_rate) / first_rate;
    parts += share * (nanoseconds(part, block, signal.sample_rate) - nothing);
    signal = audio::ItemChain(audio::Chain(part), {1, 2}, signal).output();
    specs.push_back(part.front());
  }
  const double whole = nanoseconds(specs, block, first_rate) - nothing;
  std::printf("%s: %.2f ns more, its parts %.2f ns: %.2f times that\n", typed.c_str(), whole, parts,
              whole / parts);
}

}  // namespace

int main(int count, char** words) {
  std::vector<float> block(block_samples);
  for (std::size_t i = 0; i < block.size(); ++i) {
    block[i] = static_cast<float>(i * 2654435761 % 65536) / 65536.0F - 0.5F;
  }
  std::vector<std::string> typed(words + 1, words + count);
  if (typed.empty()) typed = mpietl::test::every_transform();
  constexpr int usual_rate = 8000;
  const double nothing = nanoseconds({}, block, usual_rate);
  std::printf("an empty chain: %.2f ns\n", nothing);
  for (const auto& each : typed) {
    if (each.find('+') != std::string::npos) {
      print_chain(each, block, nothing);
      continue;
    }
    std::printf("%s: %.2f ns more\n", each.c_str(),
                nanoseconds({audio::parse_transform(each)}, block, usual_rate) - nothing);
  }
  return 0;
}
