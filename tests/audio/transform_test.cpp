#include "mpietl/audio/transform.hpp"

#include <cmath>
#include <limits>
#include <string>

#include "audio/targets.hpp"
#include "mpietl/audio/chain.hpp"
#include "mpietl/audio/clip.hpp"
#include "mpietl/core/error.hpp"
#include "support/catch.hpp"

using namespace mpietl;
using namespace mpietl::audio;

namespace {

std::string failure(const std::string& transform) {
  try {
    make_transform(parse_transform(transform));
  } catch (const Error& error) {
    return error.what();
  }
  return {};
}

}  // namespace

TEST_CASE("a transform is read from a command line", "[audio]") {
  const auto spec = parse_transform("clip:min=-0.5,max=1e-1");
  CHECK(spec.name == "clip");
  CHECK(spec.parameters.at("min") == -0.5);
  CHECK(spec.parameters.at("max") == 0.1);
  CHECK(parse_transform("gaussian_noise").parameters.empty());
}

TEST_CASE("wrong transforms say what is wrong and what is near", "[audio]") {
  CHECK(failure("gausian_noise") ==
        "unknown transform 'gausian_noise'; did you mean 'gaussian_noise'?");
  CHECK(failure("clip:mn=1") == "transform clip: unknown parameter 'mn'; did you mean 'min'?");
  CHECK(failure("gaussian_noise:stddev=-1").find("out of range") != std::string::npos);
  CHECK(failure("gaussian_noise:stddev=nan").find("finite") != std::string::npos);
  CHECK(failure("gaussian_noise:stddev").find("has no value") != std::string::npos);
  CHECK(failure("clip:min=1,min=2").find("given twice") != std::string::npos);
  CHECK(failure("clip:min=1,max=-1").find("min is above max") != std::string::npos);
  CHECK(failure("clip").empty());
}

TEST_CASE("clip limits, counts, and lets NaN pass", "[audio]") {
  test::on_each_target([](const char* name) {
    INFO(name);
    const float inf = std::numeric_limits<float>::infinity();
    std::vector<float> samples(41, 0.25F);
    samples[0] = 1.5F;
    samples[1] = -inf;
    samples[20] = std::nanf("");
    samples[40] = inf;
    CHECK(clip(samples, -1.0F, 1.0F) == 3);
    CHECK(samples[0] == 1.0F);
    CHECK(samples[1] == -1.0F);
    CHECK(samples[2] == 0.25F);
    CHECK(std::isnan(samples[20]));
    CHECK(samples[40] == 1.0F);
  });
}

TEST_CASE("a chain gives the same bits however a file is cut", "[audio]") {
  const std::vector<TransformSpec> specs{{"gaussian_noise", {{"stddev", 0.5}}}, {"clip", {}}};
  const Chain chain(specs);
  const StreamId id{1, 2};
  std::vector<float> whole(20000, 0.5F);
  Measures whole_measures;
  chain.apply({whole, 0}, id, whole_measures);
  for (const std::size_t block : {1U, 31U, 4096U, 5000U}) {
    std::vector<float> cut(20000, 0.5F);
    Measures measures;
    for (std::size_t at = 0; at < cut.size(); at += block) {
      const auto size = std::min(block, cut.size() - at);
      chain.apply({std::span(cut).subspan(at, size), at}, id, measures);
    }
    CHECK(cut == whole);
    CHECK(measures.counts.clipped == whole_measures.counts.clipped);
    CHECK(measures.out.rms() == Approx(whole_measures.out.rms()));
  }
  CHECK(whole_measures.counts.clipped > 1000);
  CHECK(whole_measures.in.peak == 0.5);
  CHECK(whole_measures.out.peak == 1.0);
}
