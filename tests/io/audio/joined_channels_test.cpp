#include <span>

#include "io/sample_files.hpp"
#include "mpietl/core/error.hpp"
#include "support/catch.hpp"
#include "support/contains.hpp"
#include "support/temporary_folder.hpp"

using namespace mpietl;

namespace {

/// A WAV file of so many frames, whose samples begin at `first`.
std::string make(const test::TemporaryFolder& folder, const std::string& name, std::size_t frames,
                 float first, int channels = 1, int rate = 8000, const char* subtype = "float") {
  std::vector<float> samples(frames * static_cast<std::size_t>(channels));
  for (auto& sample : samples) sample = first++;
  test::write_sound(folder / name, test::wav(subtype, channels, rate), samples);
  return folder / name;
}

}  // namespace

TEST_CASE("several files are the channels of one signal", "[io]") {
  const test::TemporaryFolder folder;
  const auto a = make(folder, "a.wav", 1000, 0);
  const auto b = make(folder, "b.wav", 1000, 10'000, 2);
  const auto source = io::open_channels({a, b});
  CHECK(source->info().signal == audio::Signal{3, 8000, 1000, true});
  CHECK(source->info().bytes ==
        io::open_source(a)->info().bytes + io::open_source(b)->info().bytes);
  const auto samples = test::read_sound(*source);
  REQUIRE(samples.size() == 3000);
  for (std::size_t i = 0; i < 1000; ++i) {
    const auto frame = static_cast<float>(i);
    REQUIRE(samples[3 * i] == frame);
    REQUIRE(samples[3 * i + 1] == 10'000 + 2 * frame);
    REQUIRE(samples[3 * i + 2] == 10'001 + 2 * frame);
  }
  CHECK(source->seek(700) == 700);
  std::vector<float> frame(3);
  CHECK(source->read(frame) == 1);
  CHECK(frame == std::vector<float>{700, 11'400, 11'401});
}

TEST_CASE("files that do not fit together are no signal", "[io]") {
  const test::TemporaryFolder folder;
  const auto a = make(folder, "a.wav", 1000, 0);
  const auto failure = [&](const std::string& other) {
    return test::failure_of([&] { test::read_sound(*io::open_channels({a, other})); });
  };
  const std::string rates = failure(make(folder, "rate.wav", 1000, 0, 1, 16'000)).what();
  CHECK((test::contains(rates, "8000") && test::contains(rates, "16000")));
  const std::string lengths = failure(make(folder, "short.wav", 999, 0)).what();
  CHECK((test::contains(lengths, "1000") && test::contains(lengths, "999")));
  const auto gone = failure(folder / "gone.wav");
  CHECK(gone.reason() == Reason::not_found);
  CHECK(test::contains(gone.what(), "gone.wav"));
}

TEST_CASE("a file that ends before its header says so is no channel beside whole ones", "[io]") {
  const test::TemporaryFolder folder;
  const auto a = make(folder, "a.wav", 1000, 0);
  auto bytes = test::read_all(a);
  bytes.resize(bytes.size() - 400);
  test::write_all(folder / "cut.wav", bytes);
  for (const auto& paths : {std::vector{a, folder / "cut.wav"}, {folder / "cut.wav", a}}) {
    const auto failure = test::failure_of([&] { test::read_sound(*io::open_channels(paths)); });
    CHECK(failure.reason() == Reason::format);
    CHECK((test::contains(failure.what(), "a.wav") && test::contains(failure.what(), "cut.wav")));
  }
}

TEST_CASE("channels of several formats have the samples of each", "[io]") {
  const test::TemporaryFolder folder;
  const auto a = make(folder, "a.wav", 10, 0);
  const auto b = make(folder, "b.wav", 10, 0, 1, 8000, "pcm_16");
  const auto source = io::open_channels({a, b});
  CHECK(source->info().format.subtype == io::Subtype::float_32);
  CHECK(source->seek(5) == -1);
  const auto samples = test::read_sound(*source);
  REQUIRE(samples.size() == 20);
  CHECK(samples[18] == 9.0F);
}
