// Prints nanoseconds per sample of the default chain and its parts, on one core and in its caches:
// the cost of the transform without files.
#include <sched.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <span>
#include <vector>

#include "mpietl/audio/chain.hpp"
#include "mpietl/audio/levels.hpp"
#include "mpietl/audio/noise.hpp"
#include "mpietl/audio/samples.hpp"

namespace audio = mpietl::audio;

namespace {

constexpr std::size_t block_samples = std::size_t{32} * 1024;  // stays in the second-level cache
constexpr std::size_t batches = 11;
constexpr double batch_seconds = 0.03;
constexpr audio::StreamId stream_id{0x0123456789ABCDEF, 0xFEDCBA9876543210};
constexpr float stddev = 0.1F;

/// Keeps this thread on the last of the cores that it may use.
void pin_to_one_core() {
  cpu_set_t allowed;
  if (sched_getaffinity(0, sizeof allowed, &allowed) != 0) return;
  std::size_t core = CPU_SETSIZE - 1;
  while (core > 0 && !CPU_ISSET(core, &allowed)) --core;
  cpu_set_t one;
  CPU_ZERO(&one);
  CPU_SET(core, &one);
  if (sched_setaffinity(0, sizeof one, &one) != 0) std::perror("benchmark_kernel: not pinned");
}

/// Median over batches of the time that `work(position)` takes for a sample of a block.
template <class Work>
double nanoseconds(const Work& work) {
  using Clock = std::chrono::steady_clock;
  std::array<double, batches> times{};
  std::uint64_t position = 0;
  for (double& time : times) {
    const std::uint64_t first = position;
    const auto begin = Clock::now();
    std::chrono::duration<double, std::nano> took{};
    while (took.count() < batch_seconds * 1e9) {
      work(position);
      position += block_samples;
      took = Clock::now() - begin;
    }
    time = took.count() / static_cast<double>(position - first);
  }
  std::ranges::nth_element(times, times.begin() + batches / 2);
  return times[batches / 2];
}

template <class Work>
void report(const char* name, const Work& work) {
  std::printf("%s: %.3f ns\n", name, nanoseconds(work));
}

}  // namespace

int main() {
  pin_to_one_core();
  std::vector<float> block(block_samples, 0.0F);
  const std::span<float> samples(block);
  const auto noise = [&](std::uint64_t first) {
    audio::add_gaussian(samples, first, {stream_id, 0}, stddev);
  };
  std::int64_t clipped = 0;
  const auto clip = [&](std::uint64_t) { clipped += audio::clip(samples, -1.0F, 1.0F); };
  audio::Levels levels;
  const std::vector<audio::TransformSpec> specs{{"gaussian_noise", {}}, {"clip", {}}};
  const audio::Chain chain(specs);
  const audio::ItemChain item_chain(chain, stream_id, {});
  audio::Measures measures;

  report("noise", noise);
  report("clip", clip);
  report("levels", [&](std::uint64_t) { levels.add(samples); });
  report("noise and clip", [&](std::uint64_t first) {
    noise(first);
    clip(first);
  });
  report("chain", [&](std::uint64_t first) { item_chain.apply({samples, first, 1}, measures); });
  // What was computed is used, so that it must be computed.
  return levels.rms() + measures.out.rms() < 0.0 || clipped < 0 ? 1 : 0;
}
