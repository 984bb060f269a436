#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <ctime>
#include <random>
#include <vector>

namespace mpietl::benchmark {

/// CPU seconds of this thread: other programs may use the machine, too.
inline double thread_seconds() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

/// The same samples in each run.
inline std::vector<float> noise(std::size_t count) {
  std::mt19937 random(1);
  std::uniform_real_distribution<float> uniform(-0.5F, 0.5F);
  std::vector<float> samples(count);
  for (float& sample : samples) sample = uniform(random);
  return samples;
}

/// Median seconds of two functions that run in turns.
struct Medians {
  double ours = 0.0;
  double theirs = 0.0;
};

template <class Ours, class Theirs>
Medians by_turns(const Ours& ours, const Theirs& theirs) {
  constexpr std::size_t rounds = 11;
  std::array<double, rounds> our_times{};
  std::array<double, rounds> their_times{};
  for (std::size_t round = 0; round < rounds; ++round) {
    const double begin = thread_seconds();
    ours();
    const double middle = thread_seconds();
    theirs();
    our_times[round] = middle - begin;
    their_times[round] = thread_seconds() - middle;
  }
  const auto median = [](std::array<double, rounds>& times) {
    std::ranges::nth_element(times, times.begin() + rounds / 2);
    return times[rounds / 2];
  };
  return {median(our_times), median(their_times)};
}

}  // namespace mpietl::benchmark
