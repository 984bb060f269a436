// Prints median nanoseconds per input sample for resampling on one core, for ours and soxr, in
// turns.
#include <soxr.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <span>
#include <string>
#include <vector>

#include "benchmarks/by_turns.hpp"
#include "mpietl/audio/registry.hpp"

namespace audio = mpietl::audio;
namespace benchmark = mpietl::benchmark;

namespace {

constexpr std::size_t block_samples = std::size_t{64} * 1024;

struct Rates {
  int in;
  int out;
};

/// Calls `process` with one block after the other.
template <class Process>
void in_blocks(std::vector<float>& samples, const Process& process) {
  for (std::size_t i = 0; i < samples.size(); i += block_samples) {
    process(std::span(samples).subspan(i, std::min(block_samples, samples.size() - i)));
  }
}

void resample(const audio::Transform& transform, int rate, std::vector<float>& in,
              std::vector<float>& out) {
  out.clear();
  const auto stage = transform.start({1, rate, static_cast<std::int64_t>(in.size())}, {}, nullptr);
  std::uint64_t first = 0;
  in_blocks(in, [&](std::span<float> block) {
    stage->process({block, first, 1}, out);
    first += block.size();
  });
  stage->finish(out);
}

void resample_by_soxr(Rates rates, unsigned long recipe, std::vector<float>& in,
                      std::vector<float>& out) {
  const auto quality = soxr_quality_spec(recipe, 0);
  const auto types = soxr_io_spec(SOXR_FLOAT32_I, SOXR_FLOAT32_I);
  const auto threads = soxr_runtime_spec(1);
  soxr_t soxr = soxr_create(rates.in, rates.out, 1, nullptr, &types, &quality, &threads);
  std::size_t made = 0;
  const auto process = [&](const float* samples, std::size_t count) {
    std::size_t taken = 0;
    std::size_t done = 0;
    soxr_process(soxr, samples, count, &taken, out.data() + made, out.size() - made, &done);
    made += done;
  };
  in_blocks(in, [&](std::span<float> block) { process(block.data(), block.size()); });
  process(nullptr, 0);
  soxr_delete(soxr);
}

void compare(Rates rates, const std::string& quality, unsigned long recipe) {
  auto in = benchmark::noise(static_cast<std::size_t>(20 * rates.in));
  std::vector<float> out;
  std::vector<float> soxr_out(static_cast<std::size_t>(21 * rates.out));
  const auto spec = "resample:rate=" + std::to_string(rates.out) + ",quality=" + quality;
  const audio::TransformFactory factory(audio::parse_transform(spec));
  const auto& transform = *factory.extremes().front();
  const auto times = benchmark::by_turns([&] { resample(transform, rates.in, in, out); },
                                         [&] { resample_by_soxr(rates, recipe, in, soxr_out); });
  const double nanoseconds_a_sample = 1e9 / static_cast<double>(in.size());
  std::printf("%6d to %6d Hz, %-9s  ours %6.2f ns, soxr %6.2f ns: %.2f times as fast\n", rates.in,
              rates.out, quality.c_str(), times.ours * nanoseconds_a_sample,
              times.theirs * nanoseconds_a_sample, times.theirs / times.ours);
}

}  // namespace

int main() {
  for (const auto& rates : std::to_array<Rates>({{44100, 16000},
                                                 {48000, 16000},
                                                 {16000, 44100},
                                                 {8000, 16000},
                                                 {44100, 48000},
                                                 {48000, 44100},
                                                 {96000, 44100},
                                                 {11025, 16000},
                                                 {44100, 44099}})) {
    compare(rates, "high", SOXR_HQ);
    compare(rates, "very_high", SOXR_VHQ);
  }
}
