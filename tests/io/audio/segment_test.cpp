#include <sndfile.h>

#include <cstring>

#include "io/audio/final_header.hpp"
#include "io/audio/metadata_content.hpp"
#include "io/sample_files.hpp"
#include "mpietl/core/error.hpp"
#include "support/catch.hpp"
#include "support/failure.hpp"
#include "support/temporary_folder.hpp"

using namespace mpietl;

namespace {

std::vector<float> part(const std::string& path, double offset_seconds, double duration_seconds) {
  io::SoundReader reader(path);
  reader.select(offset_seconds, duration_seconds);
  auto samples = test::read_sound(reader);
  CHECK(reader.warning().empty());
  if (reader.frames() >= 0) {
    CHECK(reader.frames() * reader.format().channels == static_cast<std::int64_t>(samples.size()));
  }
  return samples;
}

bool is_refused(io::SoundReader& reader, double offset_seconds) {
  return test::failure_of([&] { reader.select(offset_seconds, 1); }).reason() == Reason::format;
}

std::vector<float> slice(const std::vector<float>& all, std::size_t first, std::size_t last) {
  const auto at = [&](std::size_t i) {
    return all.begin() + static_cast<std::ptrdiff_t>(std::min(i, all.size()));
  };
  return {at(first), at(last)};
}

/// Content that has a bit of all.
io::Metadata some_metadata() {
  io::Metadata::Content content;
  content.channels = 1;
  content.texts = {{SF_STR_TITLE, "A title"}};
  SF_BROADCAST_INFO info{};
  info.time_reference_low = 1000;
  info.version = 2;
  content.broadcast.resize(sizeof info);
  std::memcpy(content.broadcast.data(), &info, sizeof info);
  for (const std::uint32_t place : {10U, 4000U, 7000U}) {
    SF_CUE_POINT cue{};
    cue.indx = static_cast<int>(content.cues.size()) + 1;
    cue.sample_offset = cue.position = place;
    content.cues.push_back(cue);
  }
  content.instrument.emplace();
  content.instrument->basenote = 60;
  content.instrument->loop_count = 2;
  content.instrument->loops[0] = {SF_LOOP_FORWARD, 5, 9, 0};
  content.instrument->loops[1] = {SF_LOOP_FORWARD, 4100, 5000, 0};
  return io::Metadata(std::make_shared<const io::Metadata::Content>(content));
}

std::uint64_t time_reference(const io::Metadata& metadata) {
  SF_BROADCAST_INFO info{};
  REQUIRE(metadata.content().broadcast.size() >= sizeof info);
  std::memcpy(&info, metadata.content().broadcast.data(), sizeof info);
  return info.time_reference_low;
}

}  // namespace

TEST_CASE("a segment has the samples that the whole file has there", "[io]") {
  const test::TemporaryFolder folder;
  for (const int code : {SF_FORMAT_WAV | SF_FORMAT_PCM_16, SF_FORMAT_WAV | SF_FORMAT_FLOAT,
                         SF_FORMAT_WAV | SF_FORMAT_IMA_ADPCM, SF_FORMAT_FLAC | SF_FORMAT_PCM_16,
                         SF_FORMAT_OGG | SF_FORMAT_VORBIS, SF_FORMAT_OGG | SF_FORMAT_OPUS,
                         SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III,
                         SF_FORMAT_CAF | SF_FORMAT_ALAC_16, SF_FORMAT_AIFF | SF_FORMAT_PCM_24,
                         SF_FORMAT_W64 | SF_FORMAT_GSM610, SF_FORMAT_AIFF | SF_FORMAT_DWVW_16}) {
    const auto channels = (code & SF_FORMAT_SUBMASK) == SF_FORMAT_PCM_16 ? 2U : 1U;
    const io::AudioFormat format{static_cast<int>(channels), 8000, code};
    INFO(io::describe(format));
    const auto path = folder / "a";
    test::write_sound(path, format, test::ramp(channels * 16000));
    io::SoundReader whole(path);
    const auto all = test::read_sound(whole);
    const auto expected = [&](std::size_t first, std::size_t last) {
      return slice(all, first * channels, last * channels);
    };
    CHECK(part(path, 0, -1) == all);
    CHECK(part(path, 0.5, 0.25) == expected(4000, 6000));
    CHECK(part(path, 1.0001, 0.5) == expected(8001, 12001));
    CHECK(part(path, 1.75, -1) == expected(14000, 100000));
    CHECK(part(path, 1.75, 60) == expected(14000, 100000));
    CHECK(part(path, 0.5, 0).empty());
    io::SoundReader reader(path);
    CHECK(is_refused(reader, 100));
  }
}

TEST_CASE("segments that follow each other share no frame and miss none", "[io]") {
  const test::TemporaryFolder folder;
  test::write_sound(folder / "a.wav", io::wav_format("float", 1, 11025), test::ramp(20000));
  std::vector<float> joined;
  for (int i = 0; i < 100; ++i) {
    const auto next = part(folder / "a.wav", i * 0.0123, 0.0123);
    joined.insert(joined.end(), next.begin(), next.end());
  }
  CHECK(joined == slice(test::ramp(20000), 0, joined.size()));
}

TEST_CASE("a segment that is nowhere is refused", "[io]") {
  const test::TemporaryFolder folder;
  test::write_sound(folder / "a.wav", io::wav_format("pcm_16", 1, 8000), test::ramp(8000));
  io::SoundReader reader(folder / "a.wav");
  for (const double offset_seconds : {1.0, -1.0, std::nan(""), 1e300}) {
    CHECK(is_refused(reader, offset_seconds));
  }
}

TEST_CASE("a header is read without the samples", "[io]") {
  const test::TemporaryFolder folder;
  const auto format = io::wav_format("pcm_16", 2, 8000);
  const auto written = test::write_sound(folder / "a.wav", format, test::ramp(2000));
  const auto header = io::read_header(folder / "a.wav");
  CHECK(header.format == format);
  CHECK(header.frames == 1000);
  CHECK(header.bytes == written.bytes);
  CHECK_THROWS_AS(io::read_header(folder / "b.wav"), Error);
}

TEST_CASE("a header with metadata is known before the samples", "[io]") {
  const test::TemporaryFolder folder;
  const std::int64_t frames = 600'000;
  const auto samples = test::ramp(static_cast<std::size_t>(frames));
  for (const int container : {SF_FORMAT_WAV, SF_FORMAT_WAVEX, SF_FORMAT_RF64, SF_FORMAT_AIFF,
                              SF_FORMAT_CAF, SF_FORMAT_W64}) {
    for (const int subtype : {SF_FORMAT_FLOAT, SF_FORMAT_PCM_16}) {
      const io::AudioFormat format{1, 8000, container | subtype};
      INFO(io::describe(format));
      io::EncodeBuffer buffer;
      io::SoundWriter writer(test::destination(folder / "a"), format, buffer,
                             {.frames = frames, .metadata = some_metadata()});
      writer.write(samples);
      const auto digest = writer.finish().digest;
      const auto bytes = test::read_all(folder / "a");
      CHECK(digest == hash128(bytes, 0));
      const auto header = io::final_header(format, frames, some_metadata());
      REQUIRE_FALSE(header.empty());
      CHECK(std::memcmp(header.data(), bytes.data(), header.size()) == 0);
    }
  }
}

TEST_CASE("places in time follow the segment and the sample rate", "[io]") {
  const test::TemporaryFolder folder;
  const auto write = [&](const std::string& path, int rate, const io::Metadata& metadata) {
    io::EncodeBuffer buffer;
    io::SoundWriter writer(test::destination(path), io::wav_format("pcm_16", 1, rate), buffer,
                           {.metadata = metadata});
    writer.write(test::ramp(8000));
    CHECK(writer.finish().warning.empty());
  };
  write(folder / "a.wav", 8000, some_metadata());
  io::SoundReader whole(folder / "a.wav");
  CHECK(whole.metadata().content().cues.size() == 3);
  CHECK(whole.metadata().content().instrument->loop_count == 2);
  CHECK(time_reference(whole.metadata()) == 1000);

  io::SoundReader reader(folder / "a.wav");
  reader.select(0.5, 0.25);
  const auto metadata = reader.metadata();
  REQUIRE(metadata.content().cues.size() == 1);
  CHECK(metadata.content().cues[0].sample_offset == 0);
  REQUIRE(metadata.content().instrument->loop_count == 1);
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
