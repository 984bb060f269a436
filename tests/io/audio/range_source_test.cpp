#include <span>

#include "io/sample_files.hpp"
#include "mpietl/core/error.hpp"
#include "support/catch.hpp"
#include "support/contains.hpp"
#include "support/temporary_folder.hpp"

using namespace mpietl;

namespace {

/// A WAV file of 100 frames of two channels: frame n has the samples n and -n.
std::string make(const test::TemporaryFolder& folder) {
  std::vector<float> samples;
  for (int i = 0; i < 100; ++i) {
    samples.push_back(static_cast<float>(i));
    samples.push_back(-static_cast<float>(i));
  }
  test::write_sound(folder / "a.wav", test::wav("float", 2, 8000), samples);
  return folder / "a.wav";
}

std::unique_ptr<io::AudioSource> range(const std::string& path, std::int64_t first,
                                       std::int64_t count) {
  return io::range_source(io::open_source(path), {first, count});
}

}  // namespace

TEST_CASE("a range has the frames from its first to its last", "[io]") {
  const test::TemporaryFolder folder;
  const auto source = range(make(folder), 10, 30);
  CHECK(source->info().signal == audio::Signal{2, 8000, 30, true});
  const auto samples = test::read_sound(*source);
  REQUIRE(samples.size() == 60);
  CHECK(samples[0] == 10);
  CHECK(samples[1] == -10);
  CHECK(samples[58] == 39);
  CHECK(source->warning().empty());
  std::vector<float> frame(2);
  CHECK(source->seek(5) == 5);
  CHECK(source->read(frame) == 1);
  CHECK(frame[0] == 15);
  CHECK(source->seek(99) == 30);
  CHECK(source->read(frame) == 0);
}

TEST_CASE("a range that the audio ends in is read to there, with a warning", "[io]") {
  const test::TemporaryFolder folder;
  const auto source = range(make(folder), 90, 30);
  CHECK(source->info().signal.frames == 10);
  CHECK(test::read_sound(*source).size() == 20);
  CHECK(test::contains(source->warning(), "30"));
  CHECK(test::contains(source->warning(), "10"));
}

TEST_CASE("a range behind the end fails", "[io]") {
  const test::TemporaryFolder folder;
  const auto path = make(folder);
  for (const std::int64_t first : {100, 101, 1000}) {
    CHECK(test::failure_of([&] { range(path, first, 1); }).reason() == Reason::format);
  }
}
