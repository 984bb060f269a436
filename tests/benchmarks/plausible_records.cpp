#include "plausible_records.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <numeric>
#include <random>

#include "mpietl/core/record.hpp"

namespace mpietl::benchmark {

namespace {

using Random = std::mt19937_64;

constexpr std::size_t ranks = 16;

std::size_t below(Random& random, std::size_t end) { return random() % end; }

/// A random time around `median`, in nanoseconds of a clock.
double time_around(Random& random, double median, double spread) {
  const double seconds = std::lognormal_distribution<double>(std::log(median), spread)(random);
  return std::floor(seconds * 1e9) * 1e-9;
}

std::string random_hash(Random& random) {
  std::string text;
  std::array<char, 17> half{};
  for (int i = 0; i < 2; ++i) {
    std::snprintf(half.data(), half.size(), "%016llx", static_cast<unsigned long long>(random()));
    text += half.data();
  }
  return text;
}

void set_sizes(Random& random, Record& record) {
  const double seconds = std::clamp(std::normal_distribution<double>(12.0, 4.0)(random), 1.5, 24.0);
  record.frames = static_cast<std::int64_t>(seconds * 16000.0);
  record.channels = 1;
  record.sample_rate = 16000;
  record.bytes_in = record.bytes_out = 44 + 2 * record.frames;
}

void set_times(Random& random, Record& record) {
  const auto samples = static_cast<double>(record.frames);
  record.open_seconds = time_around(random, 75e-6, 0.3);
  record.read_seconds = time_around(random, 8e-6 + 0.3e-9 * samples, 0.2);
  record.transform_seconds = time_around(random, 2e-6 + 0.7e-9 * samples, 0.1);
  record.write_seconds = time_around(random, 10e-6 + 0.9e-9 * samples, 0.25);
  record.close_seconds = time_around(random, 45e-6, 0.35);
  record.wait_seconds = record.total_seconds = 0.0;
  record.total_seconds = thread_seconds(record) + time_around(random, 9e-6, 0.3);
}

/// The nearest value with the 24 bits that a float below 1 has. GCC 12 takes a cast to float and
/// back for nothing where it stores two of them side by side.
double of_float(double value) {
  int exponent = 0;
  const double fraction = std::frexp(value, &exponent);
  constexpr double bits = 1 << 24;
  return std::ldexp(std::round(fraction * bits) / bits, exponent);
}

void set_levels(Random& random, Record& record) {
  const auto sample = 3000 + below(random, 20000);
  record.peak_in = static_cast<double>(sample) / 32768.0;
  const double noise = std::normal_distribution<double>(0.35, 0.04)(random);
  record.peak_out = std::min(1.0F, static_cast<float>(record.peak_in + noise));
  const double loudness = std::normal_distribution<double>(0.12, 0.02)(random);
  record.rms_in = of_float(record.peak_in * std::abs(loudness));
  record.rms_out = of_float(std::hypot(record.rms_in, 0.1));
  record.clipped = record.peak_out < 1.0 ? 0 : static_cast<std::int64_t>(below(random, 40));
  record.saturated = record.not_finite = 0;
  record.silent = static_cast<std::int64_t>(below(random, 1000)) * record.frames / 10000;
}

/// Assigns the files to ranks, the largest first, each to the rank that is free first.
void deal(std::vector<Record>& records) {
  std::vector<std::size_t> order(records.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, std::ranges::greater{},
                           [&](std::size_t i) { return records[i].bytes_in; });
  std::array<double, ranks> free_at{};
  free_at.fill(0.0123);
  double seconds_of_byte = 1e-9;
  for (const std::size_t i : order) {
    Record& record = records[i];
    const auto rank = std::ranges::min_element(free_at) - free_at.begin();
    double& now = free_at.at(static_cast<std::size_t>(rank));
    record.rank = static_cast<std::int32_t>(rank);
    record.start = std::floor(now * 1e9) * 1e-9;
    record.estimated_seconds = 1.5e-4 + seconds_of_byte * static_cast<double>(record.bytes_in);
    seconds_of_byte +=
        1e-4 * (record.total_seconds / static_cast<double>(record.bytes_in) - seconds_of_byte);
    now += record.total_seconds + 2e-6;
  }
}

}  // namespace

std::vector<std::string> plausible_paths(std::size_t count) {
  Random random(1);
  std::vector<std::string> paths;
  std::size_t speaker = 14;
  std::array<char, 64> path{};
  for (std::size_t chapter = 100'000 + below(random, 900); paths.size() < count;) {
    const std::size_t utterances = 20 + below(random, 120);
    for (std::size_t i = 0; i < utterances && paths.size() < count; ++i) {
      std::snprintf(path.data(), path.size(),
                    "LibriSpeech/train-clean-360/%04zu/%06zu/%04zu-%06zu-%04zu.wav", speaker,
                    chapter, speaker, chapter, i);
      paths.emplace_back(path.data());
    }
    chapter += 1 + below(random, 900);
    if (below(random, 3) > 0 && chapter < 999'000) continue;
    ++speaker;
    chapter = 100'000 + below(random, 900);
  }
  return paths;
}

std::string output_of(const std::string& path) {
  const auto folder = path.find('/');
  const auto dot = path.rfind('.');
  return "noisy" + path.substr(folder, dot - folder) + "-transformed" + path.substr(dot);
}

std::vector<Record> plausible_records(std::size_t count) {
  Random random(2);
  std::vector<Record> records(count);
  for (std::size_t i = 0; i < count; ++i) {
    Record& record = records[i];
    record.index = static_cast<std::int64_t>(i);
    record.status = Status::done;
    record.thread = 0;
    record.attempt = 1;
    set_sizes(random, record);
    set_times(random, record);
    set_levels(random, record);
    record.digest = random_hash(random);
    record.fingerprint = random_hash(random);
  }
  deal(records);
  for (Record& record : records) cut_to_ticks(record);
  return records;
}

}  // namespace mpietl::benchmark
