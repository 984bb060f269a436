// Chains whose outputs have other rates and lengths than their inputs.
#include <filesystem>

#include "io/sample_files.hpp"
#include "run/process_all.hpp"
#include "support/catch.hpp"
#include "support/stages.hpp"
#include "support/temporary_folder.hpp"

using namespace mpietl;

namespace {

constexpr std::int64_t frames = 100'003;
constexpr std::int64_t frames_out =
    2 * (frames - test::DropBeginning::dropped) + test::AddTail::added;

class Fixture {
 public:
  run::EtlContext context(std::size_t block_samples, std::size_t kept_bytes,
                          const std::string& format = "same") {
    run::EtlContext with{chain,
                         7,
                         Durability::cached,
                         {JobClock(), counters, supervision},
                         open_items,
                         block_samples,
                         audio::Dither::tpdf};
    with.kept_bytes = kept_bytes;
    with.output = io::output_choice(io::format_named(format, "format"), {});
    return with;
  }

  Record process(const run::EtlContext& with, int threads = 1) const {
    return test::process_all({{0, folder / "a.wav", folder / "out", "a.wav", -1}}, with, threads)
        .front();
  }

  void write(int channels) const {
    test::write_sound(folder / "a.wav", test::wav("pcm_16", channels, 8000),
                      test::ramp(frames * static_cast<std::size_t>(channels)));
  }

  test::TemporaryFolder folder;
  audio::Chain chain = test::chain_of_other_lengths();
  run::Counters counters;
  run::Supervision supervision;
  run::OpenItems open_items;
};

constexpr std::size_t all = std::size_t{64} << 20U;

}  // namespace

TEST_CASE("an output of another length has the same bits with any blocks and threads", "[run]") {
  Fixture fixture;
  for (const int channels : {1, 2, 3}) {
    fixture.write(channels);
    const auto first = fixture.process(fixture.context(262144, all));
    CHECK(first.error.empty());
    CHECK(first.warning.empty());
    CHECK(first.frames == frames);
    CHECK(first.sample_rate == 8000);
    CHECK(first.frames_out == frames_out);
    CHECK(first.channels_out == channels);
    CHECK(first.sample_rate_out == 16000);
    for (const std::size_t block_samples : {100U, 4096U, 50000U}) {
      for (const int threads : {1, 2, 4}) {
        // Around the limit for keeping a signal in memory: one byte too few, enough, nothing.
        for (const std::size_t kept :
             {static_cast<std::size_t>(frames * channels) * sizeof(float) - 1,
              static_cast<std::size_t>(frames * channels) * sizeof(float), std::size_t{0}}) {
          INFO(channels << " channels, blocks of " << block_samples << ", " << threads
                        << " threads, " << kept << " bytes kept");
          const auto again = fixture.process(fixture.context(block_samples, kept), threads);
          CHECK(again.digest == first.digest);
          CHECK(again.parameters == first.parameters);
          CHECK(again.rms_out == first.rms_out);
          CHECK(again.clipped == first.clipped);
        }
      }
    }
  }
}

TEST_CASE("headers of every container have the output's length and rate", "[run]") {
  Fixture fixture;
  fixture.write(2);
  for (const char* const format :
       {"wav", "wavex", "rf64", "w64", "aiff", "caf", "au", "flac", "ogg", "opus"}) {
    INFO(format);
    const auto record = fixture.process(fixture.context(4096, all, format), 2);
    REQUIRE(record.error.empty());
    const auto reader = io::open_source(fixture.folder / "out");
    CHECK(reader->info().signal.frames == frames_out);
    CHECK(reader->info().signal.sample_rate == 16000);
    CHECK(test::read_sound(*reader).size() == 2 * static_cast<std::size_t>(frames_out));
    CHECK(reader->warning().empty());
  }
}
