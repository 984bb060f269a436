#include <cstdint>

#include "job/refusal.hpp"
#include "mpietl/job/manifest.hpp"
#include "support/catch.hpp"

using namespace mpietl;

namespace {

std::string failure(const std::string& text) {
  return test::refusal([&] { const job::Manifest manifest(text, "m"); });
}

/// The manifest of the outputs, all of `frames` at 16 kHz with one channel.
std::string of_outputs(const std::string& text, std::int64_t frames) {
  const auto record = [&](std::size_t) {
    Record done;
    done.status = Status::done;
    done.output = "o.wav";
    done.frames = frames;
    done.sample_rate = 16000;
    return done;
  };
  return job::Manifest(text, "m").of_outputs(record, [](std::size_t) { return 1; });
}

}  // namespace

TEST_CASE("numbers that are not finite are read and written as Python does", "[job]") {
  const std::string kept = R"("snr":[NaN,-Infinity,Infinity],"text":"NaN \"Infinity\" \\")";
  CHECK(of_outputs(R"({"audio_filepath":"a.wav","duration":NaN,)" + kept + "}", 16000) ==
        R"({"audio_filepath":"o.wav","duration":1.0,)" + kept + "}\n");
  CHECK_FALSE(failure(R"({"audio_filepath":"a.wav","x":nan})").empty());
  CHECK_FALSE(failure(R"({"audio_filepath":"a.wav","x":-NaN})").empty());
  CHECK_FALSE(failure(R"({"audio_filepath":NaN})").empty());
}

TEST_CASE("a part of NeMo begins and ends where NeMo reads it", "[job]") {
  const auto entry = [](const std::string& numbers) {
    return job::Manifest(R"({"audio_filepath":"a.wav",)" + numbers + "}", "m").entries().at(0);
  };
  CHECK_FALSE(entry(R"("offset":NaN,"duration":1)").segment);
  CHECK_FALSE(entry(R"("offset":null,"duration":1)").segment);
  for (const auto* duration : {"NaN", "null", "0", "-1", "Infinity"}) {
    INFO(duration);
    const auto part = entry(R"("offset":0.5,"duration":)" + std::string(duration));
    REQUIRE(part.segment);
    CHECK(part.segment->offset_seconds == 0.5);
    CHECK(part.segment->duration_seconds == -1.0);
    CHECK(part.output_name == "a-0.5");
  }
  CHECK(test::names(failure(R"({"audio_filepath":"a.wav","offset":Infinity})"), {"offset"}));
  CHECK(test::names(failure(R"({"audio_filepath":"a.wav","duration":"1"})"), {"duration"}));
}

TEST_CASE("JSON in another layout is refused once, with the way to bring it into lines", "[job]") {
  for (const auto* text :
       {"[\n {\"audio_filepath\": \"a.wav\"},\n {\"audio_filepath\": \"b.wav\"}\n]",
        "[{\"audio_filepath\": \"a.wav\"}]"}) {
    INFO(text);
    CHECK(test::names(failure(text), {"m:1: ", "jq -c '.[]'"}));
    CHECK(failure(text).find('\n') == std::string::npos);
  }
  const auto pretty = failure("\n{\n  \"audio_filepath\": \"a.wav\"\n}\n");
  CHECK(test::names(pretty, {"m:2: ", "jq -c . "}));
  CHECK(pretty.find('\n') == std::string::npos);
}

TEST_CASE("all bad lines are told, up to ten", "[job]") {
  const std::string good = "{\"audio_filepath\": \"a.wav\"}\n";
  CHECK(test::names(failure(good + "{}\n" + good + "{\"x\"\n"), {"m:2: ", "m:4: "}));
  CHECK(test::names(failure("{}\n" + good + "\n{}\n"), {"m:1: ", "m:4: "}));
  std::string bad;
  for (int i = 0; i < 13; ++i) bad += "lonely\n";
  const auto told = failure(bad);
  CHECK(test::names(told, {"m:1: ", "m:10: ", " 3 more"}));
  CHECK(told.find("m:11: ") == std::string::npos);
}

TEST_CASE("a path in the home folder names its output by what is there", "[job]") {
  const job::Manifest manifest(R"({"audio_filepath":"~/x/a.wav"})", "m");
  CHECK(manifest.entries().at(0).path == "~/x/a.wav");
  CHECK(manifest.entries().at(0).output_name == "x/a");
}
