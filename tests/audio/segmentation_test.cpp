#include "mpietl/audio/segmentation.hpp"

#include <random>

#include "mpietl/core/error.hpp"
#include "support/catch.hpp"

using namespace mpietl;
using audio::Segmentation;

namespace {

// A hop is 10 frames, and a second a hundred.
constexpr int rate = 100;
constexpr std::int64_t hop = 10;

Segmentation plain() {
  return {.top_db = 40.0,
          .frame_length = 20,
          .hop_length = hop,
          .min_gap_seconds = 0.0,
          .min_length_seconds = 0.0,
          .max_length_seconds = 0.0,
          .padding_seconds = 0.0};
}

/// The segments of levels that a text draws: a digit is so many times 0.1 of the loudest; a dot is
/// silence.
std::vector<FrameRange> cut(std::string_view drawn, const Segmentation& segmentation) {
  std::vector<float> levels;
  for (const char c : drawn) levels.push_back(c == '.' ? 0.0F : 0.1F * static_cast<float>(c - '0'));
  const auto frames = static_cast<std::int64_t>(drawn.size() - 1) * hop + 5;
  return audio::cut_at_silence(levels, frames, rate, segmentation);
}

using Ranges = std::vector<FrameRange>;

}  // namespace

TEST_CASE("sections of sound are segments", "[audio]") {
  CHECK(cut("..99..9.", plain()) == Ranges{{20, 20}, {60, 10}});
  CHECK(cut("9..99", plain()) == Ranges{{0, 10}, {30, 15}});
  CHECK(cut("....", plain()).empty());
  CHECK(audio::cut_at_silence({}, 0, rate, plain()).empty());
}

TEST_CASE("short silence does not cut, and short sound is left out", "[audio]") {
  auto segmentation = plain();
  segmentation.min_gap_seconds = 0.2;
  CHECK(cut("9.9..9", segmentation) == Ranges{{0, 30}, {50, 5}});
  segmentation.min_length_seconds = 0.1;
  CHECK(cut("9.9..9", segmentation) == Ranges{{0, 30}});
}

TEST_CASE("padding ends at the ends and in the middle between two segments", "[audio]") {
  auto segmentation = plain();
  segmentation.padding_seconds = 0.15;
  CHECK(cut(".9..9...9", segmentation) == Ranges{{0, 30}, {30, 35}, {65, 20}});
}

TEST_CASE("long sound is cut where it is quietest", "[audio]") {
  auto segmentation = plain();
  segmentation.max_length_seconds = 0.6;
  CHECK(cut("9999299999999999", segmentation) == Ranges{{0, 40}, {40, 60}, {100, 55}});
  CHECK(cut("1999919999", segmentation) == Ranges{{0, 50}, {50, 45}});
  segmentation.min_length_seconds = 0.3;  // which the rest must have
  CHECK(cut("9999981", segmentation) == Ranges{{0, 30}, {30, 35}});
  segmentation.padding_seconds = 0.05;
  CHECK_THROWS_AS(audio::check(segmentation), Error);
}

TEST_CASE("no segment is longer than the longest, and none overlaps the next", "[audio]") {
  std::mt19937 random(1);
  for (int trial = 0; trial < 300; ++trial) {
    std::string drawn;
    for (unsigned i = 0; i < 1 + random() % 300; ++i) {
      drawn += random() % 4 == 0 ? '.' : static_cast<char>('1' + random() % 9);
    }
    auto segmentation = plain();
    segmentation.padding_seconds = 0.01 * static_cast<double>(random() % 20);
    segmentation.min_length_seconds = 0.01 * static_cast<double>(random() % 20);
    segmentation.min_gap_seconds = 0.01 * static_cast<double>(random() % 30);
    segmentation.max_length_seconds =
        2.0 * (segmentation.padding_seconds + segmentation.min_length_seconds) + 0.02;
    audio::check(segmentation);
    std::int64_t end = 0;
    for (const auto& segment : cut(drawn, segmentation)) {
      REQUIRE(segment.first >= end);
      REQUIRE(segment.count > 0);
      REQUIRE(static_cast<double>(segment.count) / rate <= segmentation.max_length_seconds + 1e-9);
      REQUIRE(static_cast<double>(segment.count) / rate >= segmentation.min_length_seconds - 1e-9);
      end = segment.end();
    }
  }
}

TEST_CASE("segments do not depend on how the signal is divided", "[audio]") {
  std::mt19937 random(2);
  std::vector<float> samples(50'000);
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const bool is_sound = i / 3000 % 2 == 1;
    samples[i] = (is_sound ? 0.1F : 1e-6F) * static_cast<float>(random() % 1000) / 1000.0F;
  }
  const audio::Signal signal{2, 8000};
  auto segmentation = Segmentation{};
  segmentation.frame_length = 200;
  segmentation.hop_length = 60;
  segmentation.min_gap_seconds = 0.05;
  audio::SegmentFinder whole(segmentation, signal);
  whole.add(samples);
  audio::SegmentFinder parts(segmentation, signal);
  for (std::span<const float> rest(samples); !rest.empty();) {
    const auto now = std::min<std::size_t>(rest.size(), 2 * (1 + random() % 777));
    parts.add(rest.first(now));
    rest = rest.subspan(now);
  }
  const auto found = whole.finish();
  CHECK(found.size() == 8);
  CHECK(parts.finish() == found);
}
