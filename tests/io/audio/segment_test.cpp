#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>

#include "io/audio/metadata_content.hpp"
#include "io/audio/sndfile/header_prediction.hpp"
#include "io/sample_files.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/io/audio/recording.hpp"
#include "support/catch.hpp"
#include "support/failure.hpp"
#include "support/temporary_folder.hpp"

using namespace mpietl;
using io::FileFormat;
using io::Subtype;

namespace {

io::Recording recording_of(const std::string& path) {
  return io::Recording([path] { return io::open_source(path); });
}

std::vector<float> read_part(io::Recording& recording, double offset_seconds,
                             double duration_seconds) {
  return test::read_sound(*recording.part(offset_seconds, duration_seconds));
}

std::vector<float> samples_of(const std::string& path, double offset_seconds,
                              double duration_seconds) {
  auto recording = recording_of(path);
  const auto source = recording.part(offset_seconds, duration_seconds);
  auto samples = test::read_sound(*source);
  CHECK(source->warning().empty());
  const auto& signal = source->info().signal;
  if (signal.frames >= 0) {
    CHECK(signal.frames * signal.channels == static_cast<std::int64_t>(samples.size()));
  }
  return samples;
}

bool is_refused(const std::string& path, double offset_seconds) {
  auto recording = recording_of(path);
  return test::failure_of([&] { recording.part(offset_seconds, 1); }).reason() == Reason::format;
}

std::vector<float> slice(const std::vector<float>& all, std::size_t first, std::size_t last) {
  const auto at = [&](std::size_t i) {
    return all.begin() + static_cast<std::ptrdiff_t>(std::min(i, all.size()));
  };
  return {at(first), at(last)};
}

/// Whether samples differ by no more than the rounding of floats.
bool are_near(const std::vector<float>& a, const std::vector<float>& b) {
  constexpr float rounding = 1.5e-7F;
  return std::ranges::equal(a, b, [](float x, float y) { return std::abs(x - y) <= rounding; });
}

/// Content with some of every kind.
io::Metadata some_metadata() {
  io::Metadata::Content content;
  content.channels = 1;
  content.texts = {{io::TextKind::title, "A title"}};
  content.broadcast.emplace();
  content.broadcast->time_reference = 1000;
  content.broadcast->version = 2;
  for (const std::uint32_t place : {10U, 4000U, 7000U}) {
    const auto id = static_cast<std::int32_t>(content.cues.size()) + 1;
    content.cues.push_back({.id = id, .position = place, .sample_offset = place});
  }
  content.instrument.emplace();
  content.instrument->base_note = 60;
  content.instrument->loops = {{io::LoopMode::forward, 5, 9, 0},
                               {io::LoopMode::forward, 4100, 5000, 0}};
  return io::metadata_of(std::move(content));
}

std::uint64_t time_reference(const io::Metadata& metadata) {
  REQUIRE(metadata.content().broadcast);
  return metadata.content().broadcast->time_reference;
}

}  // namespace

TEST_CASE("a segment has the samples of the complete file", "[io]") {
  const test::TemporaryFolder folder;
  for (const auto& storage : {io::StorageFormat{FileFormat::wav, Subtype::pcm_16},
                              {FileFormat::wav, Subtype::float_32},
                              {FileFormat::wav, Subtype::ima_adpcm},
                              {FileFormat::flac, Subtype::pcm_16},
                              {FileFormat::ogg, Subtype::vorbis},
                              {FileFormat::ogg, Subtype::opus},
                              {FileFormat::mpeg, Subtype::mpeg_layer_iii},
                              {FileFormat::caf, Subtype::alac_16},
                              {FileFormat::aiff, Subtype::pcm_24},
                              {FileFormat::w64, Subtype::gsm610},
                              {FileFormat::aiff, Subtype::dwvw_16}}) {
    const auto channels = storage.subtype == Subtype::pcm_16 ? 2U : 1U;
    INFO(io::describe(storage));
    const auto path = folder / "a";
    test::write_sound(path, {storage, static_cast<int>(channels)}, test::ramp(channels * 16000));
    const auto whole = io::open_source(path);
    const auto all = test::read_sound(*whole);
    const auto expected = [&](std::size_t first, std::size_t last) {
      return slice(all, first * channels, last * channels);
    };
    CHECK(samples_of(path, 0, -1) == all);
    const bool is_exact = storage.subtype != Subtype::mpeg_layer_iii;
    const auto agree = [&](const std::vector<float>& samples, std::size_t first, std::size_t last) {
      return is_exact ? samples == expected(first, last) : are_near(samples, expected(first, last));
    };
    CHECK(agree(samples_of(path, 0.5, 0.25), 4000, 6000));
    CHECK(agree(samples_of(path, 1.0001, 0.5), 8001, 12001));
    CHECK(agree(samples_of(path, 1.75, -1), 14000, 100000));
    CHECK(agree(samples_of(path, 1.75, 60), 14000, 100000));
    CHECK(samples_of(path, 0.5, 0).empty());
    CHECK(is_refused(path, 100));
  }
}

TEST_CASE("a segment of MP3 has the samples of the complete file", "[io]") {
  const test::TemporaryFolder folder;
  for (const auto* options : {"-ar 44100 -b:a 320k", "-ar 48000 -q:a 9", "-ar 22050 -b:a 8k",
                              "-ar 8000 -b:a 8k", "-ar 32000 -b:a 64k -write_xing 0"}) {
    INFO(options);
    const auto path = folder / "a.mp3";
    const auto command =
        "ffmpeg -nostdin -v error -y -f lavfi -i "
        "'sine=f=440:d=20[a];anoisesrc=d=20:a=0.2[b];[a][b]amix' " +
        std::string(options) + " " + path;
    REQUIRE(std::system(command.c_str()) == 0);
    const auto whole = io::open_source(path);
    const auto rate = static_cast<std::size_t>(whole->info().signal.sample_rate);
    const auto all = test::read_sound(*whole);
    auto recording = recording_of(path);
    for (int i = 1; i < 40; ++i) {
      const auto first =
          static_cast<std::size_t>(i) * all.size() / 40 + static_cast<std::size_t>(i);
      const auto offset = static_cast<double>(first) / static_cast<double>(rate);
      auto alone = recording_of(path);
      const auto read = read_part(alone, offset, 0.25);
      REQUIRE(read.size() >= rate / 4);
      REQUIRE(are_near(read, slice(all, first, first + read.size())));
      REQUIRE(read_part(recording, offset, 0.25) == read);
    }
  }
}

TEST_CASE("a segment of a compressed file has the samples of the complete file", "[io]") {
  const test::TemporaryFolder folder;
  for (const auto* options : {"-ar 16000 -c:a libopus -b:a 24k a.opus", "-c:a libopus b.opus",
                              "-ar 16000 -c:a libvorbis a.ogg", "-ac 2 -c:a libvorbis -q:a 8 b.ogg",
                              "-ac 2 a.flac", "-c:a adpcm_ms a.wav"}) {
    INFO(options);
    const std::string text = options;
    const auto path = folder / text.substr(text.rfind(' ') + 1);
    const auto command =
        "ffmpeg -nostdin -v error -y -f lavfi -i "
        "'sine=f=440:d=20[a];anoisesrc=d=20:a=0.2[b];[a][b]amix' " +
        text.substr(0, text.rfind(' ') + 1) + path;
    REQUIRE(std::system(command.c_str()) == 0);
    const auto whole = io::open_source(path);
    const auto& signal = whole->info().signal;
    const auto channels = static_cast<std::size_t>(signal.channels);
    const auto all = test::read_sound(*whole);
    for (std::size_t i = 1; i < 40; ++i) {
      const auto first = i * (all.size() / channels) / 40 + i;
      const auto offset = static_cast<double>(first) / signal.sample_rate;
      auto recording = recording_of(path);
      const auto read = read_part(recording, offset, 0.25);
      REQUIRE(read.size() > channels * 2000);
      REQUIRE(read == slice(all, first * channels, first * channels + read.size()));
    }
  }
}

TEST_CASE("adjacent segments neither share nor miss a frame", "[io]") {
  const auto samples = test::ramp(20000);
  std::vector<float> joined;
  io::Recording recording([&] { return io::memory_source(samples, 1, 11025); });
  for (int i = 0; i < 100; ++i) {
    const auto next = recording.part(i * 0.0123, 0.0123);
    const auto read = test::read_sound(*next);
    CHECK(next->info().signal.frames == static_cast<std::int64_t>(read.size()));
    joined.insert(joined.end(), read.begin(), read.end());
  }
  CHECK(joined == slice(samples, 0, joined.size()));
}

TEST_CASE("a segment outside of the file is refused", "[io]") {
  const test::TemporaryFolder folder;
  test::write_sound(folder / "a.wav", test::wav("pcm_16", 1, 8000), test::ramp(8000));
  for (const double offset_seconds : {1.0, -1.0, std::nan(""), 1e300}) {
    CHECK(is_refused(folder / "a.wav", offset_seconds));
  }
}

TEST_CASE("a header is predicted without the samples", "[io]") {
  const test::TemporaryFolder folder;
  const auto format = test::wav("pcm_16", 2, 8000);
  const auto written = test::write_sound(folder / "a.wav", format, test::ramp(2000));
  const auto info = io::open_source(folder / "a.wav")->info();
  CHECK(info.format == format.storage);
  CHECK(info.signal == format.signal(1000));
  CHECK(info.bytes == written.bytes);
  CHECK(info.decoder.starts_with("libsndfile"));
  CHECK_THROWS_AS(io::open_source(folder / "b.wav"), Error);
}

TEST_CASE("a header with metadata is known before the samples", "[io]") {
  const test::TemporaryFolder folder;
  const std::int64_t frames = 600'000;
  const auto samples = test::ramp(static_cast<std::size_t>(frames));
  for (const auto file : {FileFormat::wav, FileFormat::wavex, FileFormat::rf64, FileFormat::aiff,
                          FileFormat::caf, FileFormat::w64}) {
    for (const auto subtype : {Subtype::float_32, Subtype::pcm_16}) {
      const test::SoundFormat format{{file, subtype}};
      INFO(io::describe(format.storage));
      test::SoundWriter writer(folder / "a", format,
                               {.signal = format.signal(frames), .metadata = some_metadata()});
      writer.write(samples);
      const auto digest = writer.finish().digest;
      const auto bytes = test::read_all(folder / "a");
      CHECK(digest == hash128(bytes, 0));
      const auto header =
          io::predict_header(format.storage, format.signal(frames), some_metadata());
      REQUIRE_FALSE(header.empty());
      CHECK(std::memcmp(header.data(), bytes.data(), header.size()) == 0);
    }
  }
}

TEST_CASE("times follow the segment and the sample rate", "[io]") {
  const test::TemporaryFolder folder;
  const auto write = [&](const std::string& path, int rate, const io::Metadata& metadata) {
    test::SoundWriter writer(path, test::wav("pcm_16", 1, rate), {.metadata = metadata});
    writer.write(test::ramp(8000));
    CHECK(writer.finish().warning.empty());
  };
  write(folder / "a.wav", 8000, some_metadata());
  const auto whole = io::open_source(folder / "a.wav")->metadata();
  CHECK(whole.content().cues.size() == 3);
  CHECK(whole.content().instrument->loops.size() == 2);
  CHECK(time_reference(whole) == 1000);

  auto recording = recording_of(folder / "a.wav");
  const auto metadata = recording.part(0.5, 0.25)->metadata();
  REQUIRE(metadata.content().cues.size() == 1);
  CHECK(metadata.content().cues[0].sample_offset == 0);
  REQUIRE(metadata.content().instrument->loops.size() == 1);
  CHECK(metadata.content().instrument->loops[0].start == 100);
  CHECK(metadata.content().instrument->loops[0].end == 1000);
  CHECK(time_reference(metadata) == 5000);

  const auto doubled = io::moved(some_metadata(), {2.0, 1.0}, {1, 16000, 16000});
  CHECK(doubled.content().cues[1].sample_offset == 8000);
  CHECK(time_reference(doubled) == 2000);

  // At twice the rate and without the first 4100 frames of it.
  const auto cut = io::moved(some_metadata(), {2.0, 1.0, -4100.0}, {1, 16000, 16000 - 4100});
  REQUIRE(cut.content().cues.size() == 2);
  CHECK(cut.content().cues[0].sample_offset == 3900);
  CHECK(time_reference(cut) == 2000 + 4100);
}
