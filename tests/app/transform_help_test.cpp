#include <algorithm>

#include "app/help.hpp"
#include "mpietl/audio/registry.hpp"
#include "mpietl/core/error.hpp"
#include "support/catch.hpp"
#include "support/contains.hpp"

using namespace mpietl;
using namespace mpietl::app;
using test::contains;

namespace {

/// One parameter of a transform.
ParameterText parameter(std::string_view transform, std::string_view name) {
  const auto kinds = audio::transform_kinds();
  const auto kind = std::ranges::find(kinds, transform, &audio::TransformKind::name);
  REQUIRE(kind != kinds.end());
  const auto texts = parameter_texts(*kind);
  const auto found = std::ranges::find(texts, name, &ParameterText::name);
  REQUIRE(found != texts.end());
  return *found;
}

}  // namespace

TEST_CASE("a parameter is told with its range and its default", "[app]") {
  CHECK(parameter("clip", "min").values == "number from -1e+06 to 1e+06 [-1]");
  CHECK(parameter("resample", "rate").values.ends_with(" [required]"));
  CHECK(parameter("resample", "rate").values.starts_with("whole number from 100 "));
  CHECK(parameter("mono", "method").values == "mean or first [mean]");
  CHECK(parameter("codec", "bitrate").values == "number from 6 to 512 [optional]");
  CHECK(parameter("gaussian_snr", "snr_db").values ==
        "number from -200 to 200 [drawn for each file, from 5 to 40]");
  CHECK(contains(parameter("channels", "select").values, "1/2/3"));
  CHECK(parameter("gain", "p").values == "number from 0 to 1 [1]");
}

TEST_CASE("the help on a transform has all parameters, and an example that is complete", "[app]") {
  for (const auto& kind : audio::transform_kinds()) {
    const auto text = transform_text(std::string(kind.name));
    CAPTURE(text);
    CHECK(text.starts_with(std::string(kind.name) + ": "));
    for (const auto& [name, meaning, values] : parameter_texts(kind)) {
      CHECK(contains(text, meaning + "\n"));
      CHECK(contains(text, values + "\n"));
    }
    CHECK(contains(text, "--transform " + std::string(kind.name)));
    CHECK(contains(transform_list(), "  " + std::string(kind.name) + " "));
  }
  CHECK(contains(transform_text("resample"), "--transform resample:rate=X\n"));
  CHECK(contains(transform_text("crop"), "--transform crop:seconds=X\n"));
  CHECK(contains(transform_text("mono"), "--transform mono\n"));
}

TEST_CASE("an unknown transform is refused with the nearest", "[app]") {
  CHECK_THROWS_WITH(transform_text("gian"), Catch::Contains("'gain'"));
}
