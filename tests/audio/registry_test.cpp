#include "mpietl/audio/registry.hpp"

#include <string>

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

TEST_CASE("a probability is from 0 to 1, for every transform", "[audio]") {
  for (const auto& kind : transform_kinds()) {
    const std::string name(kind.name);
    const std::string needed = name == "gain" ? "gain_db=1," : "";
    CHECK(failure(name + ":" + needed + "p=0.5").empty());
    CHECK(failure(name + ":" + needed + "p=1.5") ==
          "transform " + name + ": p = 1.5 is out of range; allowed is 0 to 1");
  }
}

TEST_CASE("a gain is fixed or has a whole range", "[audio]") {
  const std::string wrong =
      "transform gain: give either gain_db, or both min_gain_db and max_gain_db";
  CHECK(failure("gain") == wrong);
  CHECK(failure("gain:min_gain_db=1") == wrong);
  CHECK(failure("gain:max_gain_db=1") == wrong);
  CHECK(failure("gain:gain_db=1,max_gain_db=1") == wrong);
  CHECK(failure("gain:gain_db=1,min_gain_db=0,max_gain_db=1") == wrong);
  CHECK(failure("gain:gain_db=-3").empty());
  CHECK(failure("gain:min_gain_db=-3,max_gain_db=3").empty());
  CHECK(failure("gain:min_gain_db=3,max_gain_db=-3") ==
        "transform gain: min_gain_db = 3 is above max_gain_db = -3; exchange them");
  CHECK(failure("gaussian_snr:min_snr_db=50") ==
        "transform gaussian_snr: min_snr_db = 50 is above max_snr_db = 40; exchange them");
}

TEST_CASE("defaults are filled in, and parameters without one stay absent", "[audio]") {
  CHECK(with_defaults(parse_transform("gaussian_snr:max_snr_db=20")).parameters ==
        Parameters{{"min_snr_db", 5.0}, {"max_snr_db", 20.0}, {"p", 1.0}});
  CHECK(with_defaults(parse_transform("gain:gain_db=2,p=0.5")).parameters ==
        Parameters{{"gain_db", 2.0}, {"p", 0.5}});
  CHECK_THROWS_AS(with_defaults(parse_transform("mono:x=1")), Error);
}
