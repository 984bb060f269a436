// Prints median nanoseconds per sample for integrated loudness on one core, without and with true
// peak, for our meter and libebur128, in turns.
#include "audio/loudness.hpp"

#include <ebur128.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <span>
#include <vector>

#include "benchmarks/by_turns.hpp"
#include "mpietl/audio/chain.hpp"

namespace audio = mpietl::audio;
namespace benchmark = mpietl::benchmark;

namespace {

constexpr std::size_t seconds = 20;

struct Found {
  double lufs = 0.0;
  double peak = 0.0;
};

/// In the pieces that meters get.
Found ours(const audio::Signal& signal, std::vector<float>& samples, bool with_peak) {
  audio::Loudness loudness(signal);
  audio::TruePeak peak(signal);
  const auto width = static_cast<std::size_t>(signal.channels);
  const std::size_t piece = audio::piece_frames(signal.channels) * width;
  for (std::size_t i = 0; i < samples.size(); i += piece) {
    const audio::Block block{std::span(samples).subspan(i, std::min(piece, samples.size() - i)),
                             i / width, signal.channels};
    loudness.add(block);
    if (with_peak) peak.add(block);
  }
  loudness.finish();
  if (with_peak) peak.finish();
  return {loudness.integrated().value_or(0.0), with_peak ? peak.value() : 0.0};
}

Found theirs(const audio::Signal& signal, const std::vector<float>& samples, bool with_peak) {
  const auto channels = static_cast<unsigned>(signal.channels);
  const int mode = EBUR128_MODE_I | (with_peak ? EBUR128_MODE_TRUE_PEAK : 0);
  auto* state = ebur128_init(channels, static_cast<unsigned long>(signal.sample_rate), mode);
  ebur128_add_frames_float(state, samples.data(), samples.size() / channels);
  Found found;
  ebur128_loudness_global(state, &found.lufs);
  for (unsigned channel = 0; with_peak && channel < channels; ++channel) {
    double peak = 0.0;
    ebur128_true_peak(state, channel, &peak);
    found.peak = std::max(found.peak, peak);
  }
  ebur128_destroy(&state);
  return found;
}

void compare(int channels, bool with_peak) {
  constexpr int rate = 48000;
  const audio::Signal signal{channels, rate, static_cast<std::int64_t>(seconds * rate)};
  auto samples = benchmark::noise(seconds * rate * static_cast<std::size_t>(channels));
  Found our;
  Found their;
  const auto times = benchmark::by_turns([&] { our = ours(signal, samples, with_peak); },
                                         [&] { their = theirs(signal, samples, with_peak); });
  const double nanoseconds_a_sample = 1e9 / static_cast<double>(samples.size());
  std::printf(
      "%d channels, loudness%s: ours %.2f ns (%.3f LUFS, %.4f), libebur128 %.2f ns (%.3f LUFS, "
      "%.4f): %.2f times as fast\n",
      channels, with_peak ? " and true peak" : "", times.ours * nanoseconds_a_sample, our.lufs,
      our.peak, times.theirs * nanoseconds_a_sample, their.lufs, their.peak,
      times.theirs / times.ours);
}

}  // namespace

int main() {
  for (const int channels : {1, 2}) {
    compare(channels, false);
    compare(channels, true);
  }
}
