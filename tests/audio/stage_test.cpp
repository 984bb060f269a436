#include "audio/through_chain.hpp"
#include "mpietl/audio/noise.hpp"
#include "support/catch.hpp"
#include "support/stages.hpp"

using namespace mpietl;
using namespace mpietl::audio;
using test::through;

namespace {

std::vector<float> noise(std::size_t count) {
  std::vector<float> samples(count);
  for (std::size_t i = 0; i < count; ++i) {
    samples[i] = static_cast<float>(i * 2654435761 % 65536) / 65536.0F - 0.5F;
  }
  return samples;
}

}  // namespace

TEST_CASE("stages with memory give the same bits for any blocks", "[audio]") {
  const auto chain = test::chain_of_other_lengths();
  for (const int channels : {1, 2, 3}) {
    const auto width = static_cast<std::size_t>(channels);
    const auto samples = noise(20011 * width);
    const auto whole = through(chain, samples, channels);
    CHECK(whole.output == Signal{channels, 16000, 2 * (20011 - 1000) + 5000});
    CHECK(whole.samples.size() == static_cast<std::size_t>(whole.output.frames) * width);
    CHECK(whole.measures.out.peak == 1.0);
    for (const std::size_t pieces : {1U, 2U, 5U}) {
      INFO(channels << " channels, " << pieces << " pieces a block");
      const auto cut = through(chain, samples, channels, {1, 2}, pieces * piece_frames(channels));
      CHECK(cut.samples == whole.samples);
      CHECK(cut.parameters == whole.parameters);
      CHECK(cut.measures.out.rms() == whole.measures.out.rms());
      CHECK(cut.measures.counts.clipped == whole.measures.counts.clipped);
    }
  }
}

TEST_CASE("levels after a stage that changes the frames do not depend on blocks", "[audio]") {
  std::vector<Chain::Link> links;
  links.push_back(test::link_of<test::DropBeginning>("drop_beginning"));
  links.push_back(test::link_of({"invert_polarity", {}}));
  const Chain chain(std::move(links));
  const auto samples = noise(30000);
  const auto whole = through(chain, samples);
  for (const std::size_t block : {1U, 77U, 1000U, 4097U}) {
    const auto cut = through(chain, samples, 1, {1, 2}, block);
    CHECK(cut.samples == whole.samples);
    CHECK(cut.measures.out.rms() == whole.measures.out.rms());
  }
  for (std::size_t i = 0; i < 29000; ++i) REQUIRE(whole.samples[i] == -samples[i + 1000]);
}

TEST_CASE("noise depends on positions in the input of its stage", "[audio]") {
  std::vector<Chain::Link> links;
  links.push_back(test::link_of<test::DoubleRate>("double_rate"));
  links.push_back(test::link_of({"gaussian_noise", {}}));
  const Chain chain(std::move(links));
  const auto made = through(chain, std::vector<float>(10000));
  std::vector<float> expected(20000);
  add_gaussian(expected, 0, {{1, 2}, 1}, 0.1F);
  CHECK(made.samples == expected);
}

TEST_CASE("a signal shorter than what a stage drops becomes empty", "[audio]") {
  for (const std::size_t frames : {0U, 1U, 999U, 1000U, 1001U}) {
    const auto made = through(test::chain_of_other_lengths(), noise(frames));
    CHECK(made.samples.size() == static_cast<std::size_t>(made.output.frames));
    CHECK(made.output.frames ==
          2 * (std::max<std::int64_t>(1000, static_cast<std::int64_t>(frames)) - 1000) + 5000);
  }
}
