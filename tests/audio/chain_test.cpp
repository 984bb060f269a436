#include "mpietl/audio/chain.hpp"

#include <cmath>

#include "audio/targets.hpp"
#include "audio/through_chain.hpp"
#include "support/catch.hpp"
#include "support/scale.hpp"

using namespace mpietl;
using namespace mpietl::audio;
using test::through_chain;

namespace {

/// Samples that are exact as float on any machine.
std::vector<float> pattern(std::size_t count) {
  std::vector<float> samples;
  for (std::size_t i = 0; i < count; ++i) {
    samples.push_back(static_cast<float>(i * 40503 % 65536) / 32768.0F - 1.0F);
  }
  return samples;
}

const std::vector<TransformSpec> whole_chain{
    {"gaussian_snr", {}},
    {"gain", {{"min_gain_db", -6.0}, {"max_gain_db", 6.0}, {"p", 0.5}}},
    {"mono", {{"p", 0.5}}},
    {"invert_polarity", {{"p", 0.5}}},
    {"gaussian_snr", {{"p", 0.5}}},
    {"normalize", {{"peak", -1.0}}},
    {"gaussian_noise", {}},
    {"clip", {}}};

}  // namespace

TEST_CASE("draws are the documented ones", "[audio]") {
  const StreamId id{0x0123456789ABCDEF, 0xFEDCBA9876543210};
  for (const std::uint32_t place : {0U, 3U}) {
    for (const std::uint32_t number : {0U, 1U, 1000U}) {
      const auto words =
          ars4x32_7({number, 0, place, 1}, {0x89ABCDEF, 0x01234567, 0x76543210, 0xFEDCBA98});
      const auto bits = std::uint64_t{words[1]} << 32U | words[0];
      CHECK(Draws({id, place}).uniform(number) ==
            std::ldexp(static_cast<double>(bits >> 11U), -53));
    }
  }
}

TEST_CASE("draws are uniform over items", "[audio]") {
  constexpr int items = 100'000;
  double sum = 0.0;
  double squares = 0.0;
  for (std::uint64_t item = 0; item < items; ++item) {
    const double x = Draws({{item, 9}, 2}).uniform(Draws::of_parameters) - 0.5;
    sum += x;
    squares += x * x;
  }
  CHECK(std::fabs(sum / items) < 5.0 / std::sqrt(12.0 * items));
  CHECK(squares / items == Approx(1.0 / 12.0).margin(5.0 * std::sqrt(1.0 / 180.0 / items)));
}

TEST_CASE("a chain gives the same bits for any division into blocks", "[audio]") {
  const std::vector<TransformSpec> specs{{"gaussian_noise", {{"stddev", 0.5}}}, {"clip", {}}};
  const std::vector<float> samples(20000, 0.5F);
  const auto whole = through_chain(specs, samples);
  for (const std::size_t block : {1U, 31U, 4096U, 5000U}) {
    const auto cut = through_chain(specs, samples, 1, {1, 2}, block);
    CHECK(cut.samples == whole.samples);
    CHECK(cut.measures.counts.clipped == whole.measures.counts.clipped);
    CHECK(cut.measures.out.rms() == Approx(whole.measures.out.rms()));
  }
  CHECK(whole.measures.counts.clipped > 1000);
  CHECK(whole.measures.in.peak == 0.5);
  CHECK(whole.measures.out.peak == 1.0);
}

TEST_CASE("results that depend on levels have the same bits in blocks of complete pieces",
          "[audio]") {
  const std::uint64_t items = test::is_full_run() ? 8 : 2;
  for (const int channels : {1, 2, 5}) {
    const auto samples = pattern(60000);
    for (std::uint64_t item = 0; item < items; ++item) {
      const auto whole = through_chain(whole_chain, samples, channels, {item, 3});
      test::on_each_target([&](const char* name) {
        for (const std::size_t pieces : {1U, 3U, 100U}) {
          INFO(name << ", " << channels << " channels, " << pieces << " pieces a block");
          const auto cut = through_chain(whole_chain, samples, channels, {item, 3},
                                         pieces * piece_frames(channels));
          CHECK(cut.samples == whole.samples);
          CHECK(cut.parameters == whole.parameters);
          CHECK(cut.measures.out.rms() == whole.measures.out.rms());
          CHECK(cut.measures.in.silent == whole.measures.in.silent);
        }
      });
    }
  }
}

TEST_CASE("the input of a meter may be kept for the next pass", "[audio]") {
  const std::vector<TransformSpec> of_other_lengths{
      {"channels", {{"select", std::vector<double>{0.0, 0.0, 0.0}}}},
      {"resample", {{"rate", 11025.0}}},
      {"mono", {}},
      {"clip", {{"max", 0.5}}},
      {"trim_silence", {{"top_db", 3.0}}},
      {"gaussian_snr", {}},
      {"high_pass", {{"cutoff_hz", 100.0}}},
      {"normalize", {}},
      {"clip", {{"max", 0.9}}}};
  const std::vector<TransformSpec> meter_first{{"gaussian_snr", {}}, {"normalize", {}}};
  for (const auto& specs : {whole_chain, of_other_lengths, meter_first}) {
    const Chain chain(specs);
    for (const int channels : {1, 2, 5}) {
      const auto samples = pattern(60000);
      const auto whole = test::through(chain, samples, channels, {1, 3});
      for (const std::size_t pieces : {1U, 3U}) {
        INFO(specs.size() << " transforms, " << channels << " channels, " << pieces << " pieces");
        const auto kept = test::through_kept(chain, samples, channels, {1, 3}, pieces);
        CHECK(kept.samples == whole.samples);
        CHECK(kept.parameters == whole.parameters);
        CHECK(kept.warning == whole.warning);
        CHECK(kept.output == whole.output);
        CHECK(kept.measures.in.rms() == whole.measures.in.rms());
        CHECK(kept.measures.in.silent == whole.measures.in.silent);
        CHECK(kept.measures.in.finite == whole.measures.in.finite);
        CHECK(kept.measures.out.rms() == whole.measures.out.rms());
        CHECK(kept.measures.mixed.rms() == whole.measures.mixed.rms());
        CHECK(kept.measures.unmixed.rms() == whole.measures.unmixed.rms());
        CHECK(kept.measures.counts.clipped == whole.measures.counts.clipped);
      }
    }
  }
}

TEST_CASE("channels that cancel out give a warning, wherever they are mixed", "[audio]") {
  const std::vector<std::vector<TransformSpec>> chains{
      {{"mono", {}}},
      {{"gain", {{"gain_db", -3.0}}}, {"mono", {}}},
      {{"mono", {}}, {"gaussian_noise", {}}},
      {{"invert_polarity", {}}, {"mono", {}}, {"gaussian_noise", {}}}};
  const auto mixed = [](double second) {
    std::vector<float> samples;
    for (const float sample : pattern(30000)) {
      samples.insert(samples.end(), {sample, static_cast<float>(second * sample)});
    }
    return samples;
  };
  for (const auto& chain : chains) {
    CHECK(through_chain(chain, mixed(0.0), 2).warning.empty());
    CHECK(through_chain(chain, mixed(-0.97), 2).warning.empty());
    CHECK(through_chain(chain, std::vector<float>(60000), 2).warning.empty());
    CHECK(through_chain(chain, mixed(-1.0), 1).warning.empty());
    const auto whole = through_chain(chain, mixed(-0.99), 2);
    CHECK_THAT(whole.warning, Catch::Contains("mono"));
    CHECK(through_chain(chain, mixed(-0.99), 2, {1, 2}, piece_frames(2)).warning == whole.warning);
  }
  CHECK(through_chain({{"mono", {{"p", 0.0}}}}, mixed(-1.0), 2).warning.empty());
}

TEST_CASE("a level requested of silence gives a warning", "[audio]") {
  std::vector<float> samples(20000);
  for (const char* const name : {"gaussian_snr", "normalize"}) {
    CHECK_THAT(through_chain({{name, {}}}, samples).warning, Catch::Contains(name));
    CHECK(through_chain({{name, {}}}, {}).warning.empty());
    CHECK(through_chain({{name, {{"p", 0.0}}}}, samples).warning.empty());
    CHECK(through_chain({{"gaussian_noise", {}}, {name, {}}}, samples).warning.empty());
  }
  samples.back() = 1e-6F;
  CHECK(through_chain({{"gaussian_snr", {}}}, samples).warning.empty());
}

TEST_CASE("a transform is applied as often as its probability says", "[audio]") {
  constexpr int items = 20'000;
  for (const double p : {0.0, 0.25, 0.9, 1.0}) {
    const Chain chain(
        std::vector<TransformSpec>{{"clip", {{"p", 0.5}}}, {"invert_polarity", {{"p", p}}}});
    int applied = 0;
    for (std::uint64_t item = 0; item < items; ++item) {
      std::vector<float> sample{0.5F};
      Measures measures;
      applied += ItemChain(chain, {item, 1}, {}).apply({sample}, measures)[0] < 0.0F ? 1 : 0;
    }
    const double expected = p * items;
    CHECK(std::fabs(applied - expected) <= 5.0 * std::sqrt(expected * (1.0 - p)));
  }
}

TEST_CASE("places of a chain draw independently", "[audio]") {
  constexpr int items = 20'000;
  const Chain chain(
      std::vector<TransformSpec>{{"mono", {{"p", 0.5}}}, {"invert_polarity", {{"p", 0.5}}}});
  int both = 0;
  for (std::uint64_t item = 0; item < items; ++item) {
    both +=
        ItemChain(chain, {1, item}, {}).parameters() == "mono:applied=1;invert_polarity:applied=1"
            ? 1
            : 0;
  }
  CHECK(both == Approx(items / 4.0).margin(5.0 * std::sqrt(items * 3.0 / 16.0)));
}

TEST_CASE("a transform that is not applied measures nothing and keeps the channels", "[audio]") {
  const Chain chain(std::vector<TransformSpec>{
      {"normalize", {{"p", 0.0}}}, {"mono", {{"p", 0.0}}}, {"gaussian_snr", {}}, {"clip", {}}});
  ItemChain item(chain, {1, 2}, {.channels = 2});
  CHECK(item.passes() == 2);
  CHECK(item.is_measuring());
  CHECK(item.output().channels == 2);
  item.settle(0, false);
  CHECK(item.passes() == 1);
  CHECK_FALSE(item.is_measuring());
  CHECK(item.parameters().find("normalize:applied=0;mono:applied=0;gaussian_snr:snr_db=") == 0);
}

TEST_CASE("pieces contain complete groups of noise, and stay small", "[audio]") {
  for (const int channels : {1, 2, 3, 64, 65, 1024}) {
    CHECK(piece_frames(channels) % 64 == 0);
    const auto samples = piece_frames(channels) * static_cast<std::size_t>(channels);
    CHECK(samples <= 64 * 1024);
    CHECK(samples >= 2048);
  }
}
