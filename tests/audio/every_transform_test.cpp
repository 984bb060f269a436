// Properties of all kinds of transforms.
#include "audio/every_transform.hpp"

#include <algorithm>

#include "audio/targets.hpp"
#include "audio/through_chain.hpp"
#include "support/catch.hpp"

using namespace mpietl;
using namespace mpietl::audio;
using test::through_chain;

namespace {

/// Noise of increasing level between two silences.
std::vector<float> recording(std::size_t frames, int channels) {
  std::vector<float> samples(frames * static_cast<std::size_t>(channels));
  for (std::size_t i = samples.size() / 5; i < samples.size() / 5 * 4; ++i) {
    const auto loudness = static_cast<float>(i) / static_cast<float>(samples.size());
    samples[i] = loudness * (static_cast<float>(i * 2654435761 % 65536) / 65536.0F - 0.4F);
  }
  return samples;
}

}  // namespace

TEST_CASE("all kinds of transforms are tested here, and accept a probability", "[audio]") {
  const auto typed = test::every_transform();
  for (const auto& kind : transform_kinds()) {
    const std::string name(kind.name);
    const auto found = std::ranges::find_if(
        typed, [&](const auto& each) { return parse_transform(each).name == name; });
    INFO(name);
    REQUIRE(found != typed.end());
    auto spec = parse_transform(*found);
    spec.parameters["p"] = 0.5;
    CHECK_NOTHROW(TransformFactory(spec));
    spec.parameters["p"] = 1.5;
    CHECK_THROWS(TransformFactory(spec));
  }
}

TEST_CASE("a transform gives the same bits for any blocks, on each instruction set", "[audio]") {
  for (const auto& typed : test::every_transform()) {
    const std::vector<TransformSpec> chain{parse_transform(typed)};
    for (const int channels : {1, 2}) {
      const auto samples = recording(20'011, channels);
      const auto whole = through_chain(chain, samples, channels);
      INFO(typed << ", " << channels << " channels");
      const auto made = static_cast<std::int64_t>(whole.samples.size()) / whole.output.channels;
      CHECK(made == whole.output.frames);
      test::on_each_target([&](const char* name) {
        INFO(name);
        for (const std::size_t pieces : {1U, 3U}) {
          const auto cut =
              through_chain(chain, samples, channels, {1, 2}, pieces * piece_frames(channels));
          CHECK(cut.samples == whole.samples);
          CHECK(cut.parameters == whole.parameters);
          CHECK(cut.measures.out.rms() == whole.measures.out.rms());
        }
      });
    }
  }
}

TEST_CASE("a transform accepts very short signals", "[audio]") {
  for (const auto& typed : test::every_transform()) {
    for (const std::size_t frames : {0U, 1U, 7U}) {
      INFO(typed << ", " << frames << " frames");
      const auto passed = through_chain({parse_transform(typed)}, recording(frames, 1));
      CHECK(static_cast<std::int64_t>(passed.samples.size()) ==
            passed.output.frames * passed.output.channels);
    }
  }
}
