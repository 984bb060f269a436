#include "mpietl/io/audio/recording.hpp"

#include <algorithm>
#include <cstdlib>
#include <random>
#include <utility>
#include <vector>

#include "io/sample_files.hpp"
#include "mpietl/core/error.hpp"
#include "support/catch.hpp"
#include "support/failure.hpp"
#include "support/temporary_folder.hpp"

using namespace mpietl;

namespace {

constexpr int rate = 1000;

struct Calls {
  int opened = 0;
  int sought = 0;
  std::int64_t frames = 0;  // decoded
};

/// A source of frames whose samples are their numbers. Samples after each seek differ a little, as
/// in decoders that generate noise.
class NumberSource final : public io::AudioSource {
 public:
  NumberSource(Calls& calls, bool is_seek_exact, std::int64_t damaged)
      : calls_(calls), damaged_(damaged) {
    ++calls_.opened;
    info_.signal = {1, rate, 100 * rate, false};
    info_.is_seek_exact = is_seek_exact;
  }

  [[nodiscard]] const io::SourceInfo& info() const override { return info_; }

  std::size_t read(std::span<float> samples) override {
    const auto left = static_cast<std::size_t>(info_.signal.frames - position_);
    samples = samples.first(std::min(samples.size(), left));
    for (auto& sample : samples) {
      if (position_ == damaged_) is_damaged_ = true;
      sample = static_cast<float>(position_++) + (info_.is_seek_exact ? 0.0F : start_);
    }
    calls_.frames += static_cast<std::int64_t>(samples.size());
    return samples.size();
  }

  std::int64_t seek(std::int64_t frame) override {
    ++calls_.sought;
    start_ = static_cast<float>(frame % 64) / 64.0F;
    return position_ = std::min(frame, info_.signal.frames);
  }

  [[nodiscard]] std::string warning() const override { return is_damaged_ ? "damaged" : ""; }

 private:
  Calls& calls_;
  io::SourceInfo info_;
  std::int64_t position_ = 0;
  std::int64_t damaged_;
  bool is_damaged_ = false;
  float start_ = 0.0F;
};

/// A recording of a hundred seconds.
struct Numbers {
  explicit Numbers(bool is_seek_exact, std::int64_t damaged = -1)
      : recording([this, is_seek_exact, damaged] {
          return std::make_unique<NumberSource>(calls, is_seek_exact, damaged);
        }) {}

  std::vector<float> read(double offset_seconds, double duration_seconds) {
    return test::read_sound(*recording.part(offset_seconds, duration_seconds));
  }

  Calls calls;
  io::Recording recording;
};

std::vector<std::pair<double, double>> some_parts() {
  std::mt19937 random(5);
  std::vector<std::pair<double, double>> parts;
  for (int i = 0; i < 200; ++i) {
    const auto offset = static_cast<double>(random() % 99000U) / rate;
    parts.emplace_back(offset, static_cast<double>(1U + random() % 20000U) / rate);
  }
  std::ranges::sort(parts.begin(), parts.begin() + 150);
  return parts;
}

}  // namespace

TEST_CASE("a segment's samples do not depend on earlier segments", "[io]") {
  for (const bool is_seek_exact : {true, false}) {
    Numbers used(is_seek_exact);
    for (const auto& [offset, duration] : some_parts()) {
      Numbers fresh(is_seek_exact);
      REQUIRE(used.read(offset, duration) == fresh.read(offset, duration));
    }
    CHECK(used.calls.opened < 40);
  }
}

TEST_CASE("adjacent segments are decoded once", "[io]") {
  for (const bool is_seek_exact : {true, false}) {
    Numbers numbers(is_seek_exact);
    for (int i = 0; i < 50; ++i) CHECK(numbers.read(2.0 * i, 1.5).size() == 1500);
    CHECK(numbers.calls.opened == 1);
    CHECK(numbers.calls.frames <= 100 * rate);
    CHECK(numbers.calls.sought == (is_seek_exact ? 0 : 1));
  }
}

TEST_CASE("overlapping windows are decoded once, except for the first", "[io]") {
  Numbers numbers(true);
  for (int i = 0; i < 40; ++i) {
    const auto read = numbers.read(2.0 * i, 5.0);
    REQUIRE(read.size() == 5000);
    CHECK(read.front() == static_cast<float>(2000 * i));
    CHECK(read.back() == static_cast<float>(2000 * i + 4999));
  }
  CHECK(numbers.calls.frames == 83 * rate + 3 * rate);
  CHECK(numbers.calls.sought == 1);
}

TEST_CASE("gaps between distant segments are not decoded", "[io]") {
  Numbers numbers(true);
  numbers.read(0.0, 1.0);
  numbers.read(90.0, 1.0);
  CHECK(numbers.calls.frames == 2 * rate);
}

TEST_CASE("only the segment with the damage has a warning", "[io]") {
  for (const bool is_seek_exact : {true, false}) {
    Numbers numbers(is_seek_exact, 45500);
    for (const auto& [offset, warning] :
         {std::pair{44.0, ""}, {45.0, "damaged"}, {62.0, ""}, {70.0, ""}}) {
      const auto part = numbers.recording.part(offset, 1.0);
      test::read_sound(*part);
      CHECK(part->warning() == warning);
    }
    CHECK(numbers.calls.opened == 2);
  }
}

TEST_CASE("a segment after the end is refused, and the next one is read", "[io]") {
  Numbers numbers(true);
  const auto failure = test::failure_of([&] { numbers.recording.part(100.5, 1.0); });
  CHECK(failure.reason() == Reason::format);
  CHECK(numbers.read(99.0, 5.0).size() == 1000);
}

TEST_CASE("segments of a codec that generates noise are independent", "[io]") {
  const test::TemporaryFolder folder;
  for (const auto* options : {"-c:a aac a.m4a", "-ar 48000 -c:a ac3 a.mov", "-c:a libopus a.webm",
                              "-b:a 32k a.mp3", "-ar 22050 -b:a 8k b.mp3"}) {
    INFO(options);
    const std::string text = options;
    const auto path = folder / text.substr(text.rfind(' ') + 1);
    const auto command = "ffmpeg -nostdin -v error -y -f lavfi -i anoisesrc=c=pink:d=110:a=0.3 " +
                         text.substr(0, text.rfind(' ') + 1) + path;
    REQUIRE(std::system(command.c_str()) == 0);
    const auto open = [&] { return io::open_source(path); };
    io::Recording used(open);
    for (const double offset : {1.0, 6.5, 14.0, 14.25, 57.0, 56.5, 95.0, 3.0, 62.75}) {
      io::Recording fresh(open);
      REQUIRE(test::read_sound(*used.part(offset, 5.5)) ==
              test::read_sound(*fresh.part(offset, 5.5)));
    }
  }
}
