// Prints the nanoseconds a sample that integrated loudness takes on one core, without and with the
// true peak, by our meter and by libebur128, by turns: medians.
#include "audio/loudness.hpp"

#include <ebur128.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <random>
#include <span>
#include <vector>

#include "mpietl/audio/chain.hpp"

namespace audio = mpietl::audio;

namespace {

constexpr std::size_t rounds = 11;
constexpr std::size_t seconds = 20;

/// Seconds that this thread has had of a processor: others may have the machine, too.
double thread_seconds() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

std::vector<float> noise(std::size_t count) {
  std::mt19937 random(1);
  std::uniform_real_distribution<float> uniform(-0.5F, 0.5F);
  std::vector<float> samples(count);
  for (float& sample : samples) sample = uniform(random);
  return samples;
}

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
  auto samples = noise(seconds * rate * static_cast<std::size_t>(channels));
  std::array<double, rounds> our_times{};
  std::array<double, rounds> their_times{};
  Found our;
  Found their;
  for (std::size_t round = 0; round < rounds; ++round) {
    const double begin = thread_seconds();
    our = ours(signal, samples, with_peak);
    const double middle = thread_seconds();
    their = theirs(signal, samples, with_peak);
    our_times[round] = middle - begin;
    their_times[round] = thread_seconds() - middle;
  }
  const auto median = [&](std::array<double, rounds>& times) {
    std::ranges::nth_element(times, times.begin() + rounds / 2);
    return times[rounds / 2] * 1e9 / static_cast<double>(samples.size());
  };
  const double our_time = median(our_times);
  const double their_time = median(their_times);
  std::printf(
      "%d channels, loudness%s: ours %.2f ns (%.3f LUFS, %.4f), libebur128 %.2f ns (%.3f LUFS, "
      "%.4f): %.2f times as fast\n",
      channels, with_peak ? " and true peak" : "", our_time, our.lufs, our.peak, their_time,
      their.lufs, their.peak, their_time / our_time);
}

}  // namespace

int main() {
  for (const int channels : {1, 2}) {
    compare(channels, false);
    compare(channels, true);
  }
}
