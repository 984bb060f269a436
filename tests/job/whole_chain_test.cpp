#include "mpietl/audio/chain.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/job/forecast.hpp"
#include "mpietl/job/job.hpp"
#include "mpietl/job/job_file.hpp"
#include "support/catch.hpp"

using namespace mpietl;

namespace {

audio::Signal output(const job::Job& job, const audio::Signal& in) {
  return job::output_signal({}, job, in);
}

}  // namespace

TEST_CASE("rate and channels of a job follow its transforms", "[job]") {
  job::Job job;
  job.transforms = {{"clip", {}}};
  CHECK(job::whole_chain(job) == job.transforms);
  CHECK(output(job, {2, 44100, 44100}) == audio::Signal{2, 44100, 44100});
  CHECK_FALSE(job::changes_formats(job));
  job.rate = 16000;
  job.channels = 1;
  REQUIRE(job::whole_chain(job).size() == 3);
  CHECK(job::whole_chain(job)[0].name == "clip");
  CHECK(output(job, {2, 44100, 44100}) == audio::Signal{1, 16000, 16000});
  CHECK(output(job, {1, 16000, 7}) == audio::Signal{1, 16000, 7});
  CHECK(job::changes_formats(job));
  job.channels = 2;
  CHECK(output(job, {1, 8000, 8000}) == audio::Signal{2, 16000, 16000});
}

TEST_CASE("invalid rates and channels are refused", "[job]") {
  for (const auto* wrong : {"rate = -1", "rate = 800000", "channels = 1025", "channels = -1"}) {
    CHECK_THROWS_AS(job::parse_job(std::string("[output]\n") + wrong + "\n", "job"), Error);
  }
}
