#include "mpietl/audio/registry.hpp"

#include <cmath>
#include <map>
#include <string>

#include "mpietl/core/error.hpp"
#include "support/catch.hpp"
#include "support/contains.hpp"

using namespace mpietl;
using namespace mpietl::audio;

namespace {

/// The message of a transform that is refused; empty if it is accepted.
std::string complaint(const std::string& transform) {
  try {
    TransformFactory(parse_transform(transform));
  } catch (const Error& error) {
    CHECK(error.reason() == Reason::usage);
    return error.what();
  }
  return {};
}

bool is_refused(const std::string& transform) { return !complaint(transform).empty(); }

}  // namespace

TEST_CASE("a transform is read from a command line", "[audio]") {
  const auto spec = parse_transform("clip:min=-0.5,max=1e-1");
  CHECK(spec.name == "clip");
  CHECK(spec.parameters.at("min") == ParameterValue(-0.5));
  CHECK(spec.parameters.at("max") == ParameterValue(0.1));
  CHECK(parse_transform("gaussian_noise").parameters.empty());
}

TEST_CASE("wrong transforms are refused with the nearest name", "[audio]") {
  CHECK(test::contains(complaint("gausian_noise"), "'gaussian_noise'"));
  CHECK(test::contains(complaint("clip:mn=1"), "'min'"));
  for (const auto* transform :
       {"nothing_near", "gaussian_noise:stddev=-1", "gaussian_noise:stddev=nan",
        "gaussian_noise:stddev", "clip:min=1,min=2", "clip:min=1,max=-1"}) {
    CHECK(is_refused(transform));
  }
  CHECK_FALSE(is_refused("clip"));
}

TEST_CASE("each parameter says what it means in one short sentence", "[audio]") {
  for (const auto& kind : transform_kinds()) {
    for (const auto& parameter : kind.parameters) {
      CAPTURE(kind.name, parameter.name);
      CHECK(parameter.meaning.size() >= 8);
      CHECK(parameter.meaning.size() <= 70);
      CHECK_FALSE(parameter.meaning.ends_with('.'));
      // Manual pages and completions are plain ASCII.
      for (const char c : parameter.meaning) CHECK((c >= ' ' && c <= '~'));
    }
  }
}

TEST_CASE("what was probably meant is told", "[audio]") {
  CHECK(test::contains(complaint("gain:gain_db=-6,6"), "gain_db=-6/6"));
  CHECK(test::contains(complaint("gaussian_snr:snr_db=5..20"), "min_snr_db=5,max_snr_db=20"));
  CHECK(test::contains(complaint("gaussian_snr:5-20"), "min_snr_db=5,max_snr_db=20"));
  CHECK(test::contains(complaint("gain:gain_db=-20--5"), "min_gain_db=-20,max_gain_db=-5"));
  CHECK(test::contains(complaint("gaussian_snr:10"), "snr_db=10"));
  CHECK(test::contains(complaint("gaussian_snr:snr_db=10dB"), " 10, in dB"));
  CHECK(test::contains(complaint("low_pass:cutoff_hz=4khz"), " 4000, in Hz"));
  CHECK(test::contains(complaint("gain:gain_db=1,p=80%"), " 0.8"));
  for (const auto* transform : {"gaussian_snr,gain", "gaussian_snr:snr_db=5,gain"}) {
    CHECK(test::contains(complaint(transform), "--transform"));
  }
}

TEST_CASE("a condition is the same for all items", "[audio]") {
  for (const auto* transform :
       {"require:min_min_seconds=1,max_min_seconds=2", "require:min_seconds=1/2"}) {
    CHECK(is_refused(transform));
  }
  CHECK_FALSE(is_refused("require:min_seconds=1,rates=8000/16000"));
}

TEST_CASE("a gain is fixed or has a complete range", "[audio]") {
  for (const auto* transform :
       {"gain", "gain:min_gain_db=1", "gain:max_gain_db=1", "gain:gain_db=1,max_gain_db=1",
        "gain:gain_db=1,min_gain_db=0,max_gain_db=1", "gain:min_gain_db=3,max_gain_db=-3",
        "gain:gain_db=loud", "gain:gain_db=1/500", "gain:min_gain_db=1/2,max_gain_db=3",
        "gaussian_snr:min_snr_db=50"}) {
    CHECK(is_refused(transform));
  }
  CHECK_FALSE(is_refused("gain:gain_db=-3"));
  CHECK_FALSE(is_refused("gain:min_gain_db=-3,max_gain_db=3"));
}

TEST_CASE("a typed value is a number, several numbers, or a word", "[audio]") {
  CHECK(parameter_value("-0.5") == ParameterValue(-0.5));
  CHECK(parameter_value("1/0.5/2") == ParameterValue(std::vector{1.0, 0.5, 2.0}));
  for (const std::string word : {"high", "1/", "/1", "1/x", "", "nan", "1e999", "1 2"}) {
    CHECK(parameter_value(word) == ParameterValue(word));
  }
  for (const std::string text : {"-0.5", "1/0.5/2", "high"}) {
    CHECK(to_text(parameter_value(text)) == text);
  }
}

TEST_CASE("numbers are drawn uniformly from a range or a list", "[audio]") {
  constexpr std::uint64_t items = 20'000;
  const TransformFactory range(parse_transform("gain:min_gain_db=-6,max_gain_db=2"));
  const TransformFactory list(parse_transform("gain:gain_db=-3/0/1"));
  double sum = 0.0;
  std::map<double, int> counts;
  for (std::uint64_t item = 0; item < items; ++item) {
    std::vector<ReportedParameter> drawn;
    static_cast<void>(range.make(Draws({{item, 1}, 0}), drawn));
    static_cast<void>(list.make(Draws({{item, 1}, 0}), drawn));
    REQUIRE(drawn.size() == 2);
    REQUIRE(drawn[0].name == "gain_db");
    REQUIRE((drawn[0].value >= -6.0 && drawn[0].value < 2.0));
    sum += drawn[0].value;
    ++counts[drawn[1].value];
  }
  CHECK(sum / items == Approx(-2.0).margin(5.0 * 8.0 / std::sqrt(12.0 * items)));
  REQUIRE(counts.size() == 3);
  for (const auto& [value, count] : counts) {
    CHECK(count == Approx(items / 3.0).margin(5.0 * std::sqrt(items * 2.0 / 9.0)));
  }
}

TEST_CASE("defaults are filled in, and parameters without one stay absent", "[audio]") {
  CHECK(with_defaults(parse_transform("gaussian_snr:max_snr_db=20")).parameters ==
        Parameters{{"min_snr_db", 5.0}, {"max_snr_db", 20.0}, {"p", 1.0}});
  CHECK(with_defaults(parse_transform("gain:gain_db=2,p=0.5")).parameters ==
        Parameters{{"gain_db", 2.0}, {"p", 0.5}});
  CHECK_THROWS_AS(with_defaults(parse_transform("mono:x=1")), Error);
}
