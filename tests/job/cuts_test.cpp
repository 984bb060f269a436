#include "job/refusal.hpp"
#include "mpietl/job/manifest.hpp"
#include "support/catch.hpp"

using namespace mpietl;

namespace {

const std::string start = R"({"id":"c1","start":1.5,"duration":2.0,)";
const std::string recording =
    R"("recording":{"id":"r","sources":[{"type":"file","channels":[0,1],"source":"a.wav"}],)"
    R"("sampling_rate":8000,"num_samples":80000,"duration":10.0,"channel_ids":[0,1]})";

std::string mono(const std::string& more = "") {
  return start + R"("channel":1,)" + more + recording + R"(,"type":"MonoCut"})";
}

job::ManifestEntry entry_of(const std::string& text) {
  const job::Manifest manifest(text, "m");
  CHECK(manifest.kind() == job::ManifestKind::cuts);
  REQUIRE(manifest.entries().size() == 1);
  return manifest.entries().front();
}

std::string failure(const std::string& text) {
  return test::refusal([&] { const job::Manifest manifest(text, "m"); });
}

}  // namespace

TEST_CASE("a cut of Lhotse is a part of its recording", "[job]") {
  const auto entry = entry_of(mono());
  CHECK(entry.path == "a.wav");
  CHECK(entry.output_name == "c1");
  REQUIRE(entry.segment);
  CHECK(entry.segment->offset_seconds == 1.5);
  CHECK(entry.segment->duration_seconds == 2.0);
  CHECK(entry.segment->channel == 1);
}

TEST_CASE("a cut has its channel's file, or all channels of one", "[job]") {
  const std::string two =
      R"("recording":{"id":"r","sources":[{"type":"file","channels":[0],"source":"a.wav"},)"
      R"({"type":"command","channels":[3],"source":"cat b.wav"}]},)";
  const auto second = entry_of(start + two + R"("channel":3,"type":"MonoCut"})");
  CHECK(second.path == "cat b.wav |");
  CHECK(second.place.kind == job::InputKind::command);
  CHECK(second.segment->channel == -1);  // the only one of its file
  const auto all = entry_of(start + recording + R"(,"channel":[0,1],"type":"MultiCut"})");
  CHECK(all.segment->channel == -1);
  CHECK(failure(start + recording + R"(,"channel":[1,0],"type":"MultiCut"})").starts_with("m:1: "));
  CHECK(failure(start + two + R"("channel":[0,3],"type":"MultiCut"})").starts_with("m:1: "));
  CHECK(failure(start + two + R"("channel":2,"type":"MonoCut"})").starts_with("m:1: "));
}

TEST_CASE("cuts that are no part of a recording are refused with their lines", "[job]") {
  const auto refusal =
      failure(mono() + "\n" + R"({"id":"m","tracks":[],"type":"MixedCut"})" + "\n" +
              R"({"id":"p","duration":1.0,"type":"PaddingCut"})" + "\n" +
              R"({"id":"q","start":0,"duration":1,"channel":0})" + "\n" +
              R"({"id":"t","start":0,"duration":1,"recording":{"id":"r","sources":)"
              R"([{"type":"file","channels":[0],"source":"a"}],"transforms":[{"name":"x"}]}})");
  CHECK(test::names(refusal,
                    {"m:2: ", "MixedCut", "m:3: ", "PaddingCut", "m:4: ", "m:5: ", "transforms"}));
}

TEST_CASE("the cut of an output is all of it", "[job]") {
  const job::Manifest manifest(
      mono(R"("supervisions":[{"id":"s","recording_id":"r","start":0.5,"duration":1.0,)"
           R"("channel":1,"text":"hi"}],"features":{"type":"fbank"},"custom":{"snr":7},)"),
      "m");
  Record done;
  done.status = Status::done;
  done.output = "/o/c1.wav";
  done.frames_out = 32000;
  done.channels_out = 1;
  done.sample_rate_out = 16000;
  CHECK(manifest.of_outputs([&](std::size_t) { return done; }) ==
        R"({"id":"c1","start":0.0,"duration":2.0,"channel":0,"supervisions":[{"id":"s",)"
        R"("recording_id":"c1","start":0.5,"duration":1.0,"channel":0,"text":"hi"}],)"
        R"("custom":{"snr":7},"recording":{"id":"c1","sources":[{"type":"file","channels":[0],)"
        R"("source":"/o/c1.wav"}],"sampling_rate":16000,"num_samples":32000,"duration":2.0,)"
        R"("channel_ids":[0]},"type":"MonoCut"})"
        "\n");
}
