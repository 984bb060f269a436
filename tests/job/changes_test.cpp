#include "mpietl/job/fingerprint.hpp"
#include "support/catch.hpp"

using namespace mpietl;

namespace {

job::Item small_item() {
  job::Item item;
  item.index = 3;
  item.input = item.identity = "a.wav";
  item.bytes = 10;
  return item;
}

}  // namespace

TEST_CASE("a job that is run otherwise makes the same outputs", "[job]") {
  job::Job before;
  job::Job now;
  now.threads = 3;
  now.schedule = "static";
  now.chunk = 7;
  now.fsync = "file";
  now.report = "other.h5";
  now.resume = true;
  now.time_limit = "4h";
  CHECK(job::changes(before, now).empty());
  const job::Item item = small_item();
  CHECK(job::Fingerprints(before).of(item) == job::Fingerprints(now).of(item));
}

TEST_CASE("what changed in a job is told", "[job]") {
  const job::Job before;
  job::Job now;
  SECTION("seed") {
    now.seed = 3;
    CHECK(job::changes(before, now) == std::vector<std::string>{"seed was 0 and is 3"});
  }
  SECTION("shard") {
    now.shard = "2/3";
    CHECK(job::changes(before, now) == std::vector<std::string>{"shard was '' and is '2/3'"});
  }
  SECTION("inputs") {
    now.paths = {"a", "b c"};
    CHECK(job::changes(before, now) == std::vector<std::string>{"paths was none and is 'a' 'b c'"});
  }
  SECTION("chain") {
    now.transforms = {{"gain", {{"gain_db", -3.0}}}};
    CHECK(job::changes(before, now) ==
          std::vector<std::string>{"the chain was gaussian_noise clip and is gain:gain_db=-3"});
  }
  SECTION("tones") {
    now.generate.emplace();
    CHECK(job::changes(before, now) == std::vector<std::string>{"tones are made now"});
  }
}

TEST_CASE("a fingerprint differs with all that the output depends on", "[job]") {
  const job::Job job;
  const job::Item item = small_item();
  const auto usual = job::Fingerprints(job).of(item);
  CHECK(usual.size() == 32);
  const auto differs = [&](auto change) {
    auto other = item;
    change(other);
    return job::Fingerprints(job).of(other) != usual;
  };
  CHECK(differs([](auto& other) { other.input = "b.wav"; }));
  CHECK(differs([](auto& other) { other.identity = "b"; }));
  CHECK(differs([](auto& other) { other.bytes = 11; }));
  CHECK(differs([](auto& other) { other.modified_ns = 1; }));
  CHECK(differs([](auto& other) { other.offset_seconds = 0.5; }));
  CHECK(differs([](auto& other) { other.duration_seconds = 0.5; }));
  CHECK_FALSE(differs([](auto& other) { other.index = 4; }));
  CHECK_FALSE(differs([](auto& other) { other.earlier_attempts = 4; }));
  auto other_job = job;
  other_job.seed = 1;
  CHECK(job::Fingerprints(other_job).of(item) != usual);
  other_job = job;
  other_job.subtype = "pcm_16";
  CHECK(job::Fingerprints(other_job).of(item) != usual);
  other_job = job;
  other_job.transforms.pop_back();
  CHECK(job::Fingerprints(other_job).of(item) != usual);
}
