// Passes to measure a complete file, dither, and the record of both.
#include <filesystem>
#include <limits>
#include <optional>

#include "io/sample_files.hpp"
#include "mpietl/audio/samples.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"
#include "run/pipeline.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace mpietl;

namespace {

using Transforms = std::vector<audio::TransformSpec>;

class Fixture {
 public:
  explicit Fixture(const Transforms& transforms = {{"normalize", {}}}) : chain(transforms) {}

  run::EtlContext context(std::size_t block_samples = run::usual_block_samples,
                          audio::Dither dither = audio::Dither::none) {
    return {
        chain,         7,     Durability::cached, {JobClock(), counters, supervision}, open_items,
        block_samples, dither};
  }

  job::Item item() const { return {0, folder / "a.wav", folder / "out.wav", "a.wav", -1}; }

  Record process(const run::EtlContext& with) { return run::process_item(item(), with, workspace); }

  std::vector<float> output() const {
    const auto reader = io::open_source(folder / "out.wav");
    return test::read_sound(*reader);
  }

  void write(const std::string& subtype, int channels, std::span<const float> samples) const {
    test::write_sound(folder / "a.wav", test::wav(subtype, channels, 8000), samples);
  }

  test::TemporaryFolder folder;
  audio::Chain chain;
  run::Counters counters;
  run::Supervision supervision;
  run::OpenItems open_items;
  run::Workspace workspace;
};

/// The error of an item whose file `change` replaces after the first pass.
template <class Change>
std::optional<Reason> failure_after(Fixture& fixture, const Change& change) {
  const auto item = fixture.item();
  auto context = fixture.context(4096);
  context.kept_bytes = 0;
  run::Watch::Entry watched(fixture.supervision.watch, item);
  run::ByteCount counted(fixture.counters, watched);
  run::Pipeline pipeline(item, context, fixture.workspace, counted);
  pipeline.work(fixture.workspace);
  change();
  if (pipeline.begin_next_pass()) pipeline.work(fixture.workspace);
  Record record;
  try {
    pipeline.finish(record);
  } catch (const Error& error) {
    return error.reason();
  }
  return std::nullopt;
}

}  // namespace

TEST_CASE("a file is read twice when its peak is needed", "[run]") {
  Fixture fixture;
  auto samples = test::ramp(70001);
  samples[60000] = -0.9F;
  fixture.write("float", 1, samples);
  for (const std::size_t block_samples : {4096U, 262144U}) {
    const auto record = fixture.process(fixture.context(block_samples));
    CHECK(record.error.empty());
    CHECK(record.frames == 70001);
    CHECK(record.peak_in == double{0.9F});
    CHECK(record.peak_out == 1.0);
    CHECK(record.parameters == "normalize:factor=" + format_real(1.0 / double{0.9F}));
    const auto out = fixture.output();
    REQUIRE(out.size() == samples.size());
    CHECK(out[60000] == -1.0F);
    CHECK(out[1] == static_cast<float>(samples[1] * (1.0 / double{0.9F})));
  }
}

TEST_CASE("a file that fits into memory is read once", "[run]") {
  Fixture fixture;
  fixture.write("pcm_16", 2, test::ramp(3000));
  const auto item = fixture.item();
  const auto context = fixture.context();
  run::Watch::Entry watched(fixture.supervision.watch, item);
  run::ByteCount counted(fixture.counters, watched);
  run::Pipeline pipeline(item, context, fixture.workspace, counted);
  pipeline.work(fixture.workspace);
  const auto bytes = static_cast<std::int64_t>(std::filesystem::file_size(item.input));
  CHECK(fixture.counters.bytes == bytes / 2);
  std::filesystem::remove(item.input);
  REQUIRE(pipeline.begin_next_pass());
  pipeline.work(fixture.workspace);
  CHECK_FALSE(pipeline.begin_next_pass());
  CHECK(fixture.counters.bytes == bytes);
  Record record;
  pipeline.finish(record);
  CHECK(record.frames == 1500);
  CHECK(record.peak_out == 1.0);
}

TEST_CASE("a file that changes between passes is an error, not a crash", "[run]") {
  Fixture fixture;
  const auto samples = test::ramp(50000);
  const auto whole = [&] { fixture.write("float", 1, samples); };
  whole();
  CHECK_FALSE(failure_after(fixture, [] {}));
  whole();
  CHECK(failure_after(fixture, [&] {
          fixture.write("float", 1, std::span(samples).first(20000));
        }) == Reason::storage);
  whole();
  CHECK(failure_after(fixture, [&] { fixture.write("float", 5, samples); }) == Reason::storage);
  whole();
  const auto gone = [&] { std::filesystem::remove(fixture.folder / "a.wav"); };
  CHECK(failure_after(fixture, gone) == Reason::not_found);
}

TEST_CASE("mono outputs have one channel", "[run]") {
  Fixture fixture(Transforms{{"mono", {}}});
  std::vector<float> samples(60000);
  for (std::size_t i = 0; i < samples.size(); ++i) samples[i] = i % 2 == 0 ? 0.5F : 0.25F;
  fixture.write("pcm_24", 2, samples);
  const auto record = fixture.process(fixture.context(4096));
  CHECK(record.error.empty());
  CHECK(record.channels == 2);
  CHECK(record.channels_out == 1);
  CHECK(record.frames_out == 30000);
  CHECK(record.frames == 30000);
  const auto reader = io::open_source(fixture.folder / "out.wav");
  CHECK(test::format_of(*reader) == test::wav("pcm_24", 1, 8000));
  CHECK(fixture.output() == std::vector<float>(30000, 0.375F));
}

TEST_CASE("dither comes after the chain, in integers of at most 24 bits", "[run]") {
  Fixture fixture(Transforms{{"mono", {}}});
  const auto samples = test::ramp(30000 * 2);
  for (const std::string subtype : {"pcm_u8", "pcm_16", "pcm_24", "pcm_32", "float"}) {
    INFO(subtype);
    fixture.write(subtype, 2, samples);
    REQUIRE(fixture.process(fixture.context()).error.empty());
    const auto plain = fixture.output();
    REQUIRE(fixture.process(fixture.context(4096, audio::Dither::tpdf)).error.empty());
    const auto dithered = fixture.output();
    if (subtype == "pcm_32" || subtype == "float") {
      CHECK(plain == dithered);
      continue;
    }
    const int bits = subtype == "pcm_u8" ? 8 : subtype == "pcm_16" ? 16 : 24;
    auto expected = [&] {
      const auto reader = io::open_source(fixture.folder / "a.wav");
      return test::read_sound(*reader);
    }();
    for (std::size_t i = 0; i < 30000; ++i) {
      expected[i] = static_cast<float>((double{expected[2 * i]} + double{expected[2 * i + 1]}) / 2);
    }
    expected.resize(30000);
    audio::add_tpdf_dither(expected, 0, job::stream_of(fixture.item(), 7), bits);
    std::vector<std::int32_t> integers(expected.size());
    audio::quantise(expected, bits, integers);
    for (std::size_t i = 0; i < integers.size(); ++i) {
      REQUIRE(dithered[i] == static_cast<float>(integers[i]) * 0x1p-31F);
    }
    CHECK(plain != dithered);
  }
}

TEST_CASE("silent and non-finite samples of the input are counted", "[run]") {
  Fixture fixture(Transforms{{"gain", {{"gain_db", 40.0}}}, {"invert_polarity", {{"p", 0.0}}}});
  std::vector<float> samples(10000, 0.1F);
  for (std::size_t i = 0; i < 700; ++i) samples[i * 3] = 0.0009F;
  samples[9000] = std::numeric_limits<float>::infinity();
  samples[9001] = std::numeric_limits<float>::quiet_NaN();
  fixture.write("float", 1, samples);
  const auto record = fixture.process(fixture.context());
  CHECK(record.silent == 700);
  CHECK(record.not_finite == 2);
  CHECK(record.parameters == "invert_polarity:applied=0");
  CHECK_FALSE(record.warning.empty());
}
