#include <array>
#include <vector>

#include "mpietl/core/error.hpp"
#include "mpietl/io/audio/audio_source.hpp"
#include "support/catch.hpp"

using namespace mpietl;

TEST_CASE("one channel of a source is a source", "[io]") {
  const auto stereo = [] { return io::memory_source({1, -1, 2, -2, 3, -3}, 2, 16000); };
  const auto second = io::channel_source(stereo(), 1);
  CHECK(second->info().signal.channels == 1);
  CHECK(second->info().signal.frames == 3);
  std::array<float, 2> samples{};
  CHECK(second->read(samples) == 2);
  CHECK(samples == std::array<float, 2>{-1, -2});
  CHECK(second->read(samples) == 1);
  CHECK(samples[0] == -3);
  CHECK(second->seek(1) == 1);
  CHECK(second->read(samples) == 2);
  CHECK(samples == std::array<float, 2>{-2, -3});
  CHECK_THROWS_AS(io::channel_source(stereo(), 2), Error);
}
