#include "mpietl/job/job_file.hpp"

#include "mpietl/core/error.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace mpietl;

namespace {

std::string failure(const std::string& toml) {
  try {
    job::parse_job(toml, "x.toml");
  } catch (const Error& error) {
    return error.what();
  }
  return {};
}

}  // namespace

TEST_CASE("a job file says all that a job holds", "[job]") {
  const auto job = job::parse_job(R"(
[input]
paths = ["corpus", "one.wav"]
[output]
dir = "noisy"
suffix = ""
format = "flac"
subtype = "pcm_24"
dither = "tpdf"
[[transform]]
name = "gaussian_noise"
stddev = 1
[run]
seed = 42
threads = 3
progress = "plain"
[report]
file = "noisy.h5"
[generate]
count = 2
)",
                                  "x.toml");
  CHECK(job.paths == std::vector<std::string>{"corpus", "one.wav"});
  CHECK(job.output_dir == "noisy");
  CHECK(job.suffix.empty());
  CHECK(job.format == "flac");
  CHECK(job.subtype == "pcm_24");
  CHECK(job.dither == "tpdf");
  REQUIRE(job.transforms.size() == 1);
  CHECK(job.transforms[0].parameters.at("stddev") == 1.0);
  CHECK(job.seed == 42);
  CHECK(job.threads == 3);
  CHECK(job.progress == job::ProgressStyle::plain);
  CHECK(job.report == "noisy.h5");
  CHECK(job.generate->count == 2);
  CHECK(job.generate->sample_rate == 44100);
}

TEST_CASE("an empty job file is the defaults", "[job]") {
  CHECK(job::parse_job("", "x.toml") == job::Job{});
}

TEST_CASE("what is wrong is named with line, column and the nearest key", "[job]") {
  CHECK(failure("[output]\nsufix = 'x'") ==
        "x.toml:2:1: unknown key 'sufix' in [output]; did you mean 'suffix'?");
  CHECK(failure("[ouput]\n").find("x.toml:1:2: unknown section 'ouput'; did you mean 'output'?") ==
        0);
  CHECK(failure("[run]\nseed = 'x'") == "x.toml:2:8: seed must be a whole number");
  CHECK(failure("[run]\nseed = -1") == "x.toml:2:8: seed is below 0");
  CHECK(failure("[run]\nthreads = 99999").find("x.toml:2:11: threads = 99999 is out of range") ==
        0);
  CHECK(failure("[run]\nprogress = 'loud'").find("x.toml:2:12: ") == 0);
  CHECK(failure("[input]\npaths = 'a'") == "x.toml:2:9: paths must be a list of texts in quotes");
  CHECK(failure("[[transform]]\nname = 'clop'").find("did you mean 'clip'?") != std::string::npos);
  CHECK(failure("[[transform]]\nstddev = 1").find("has no name") != std::string::npos);
  CHECK(failure("transform = 1").find("[[transform]]") != std::string::npos);
  CHECK(failure("[run\n").find("x.toml:1:") == 0);
  CHECK(failure("[generate]\nsubtype = 'mp4'").find("unknown subtype 'mp4'") != std::string::npos);
}

TEST_CASE("letters beyond ASCII are read in texts, and refused elsewhere", "[job]") {
  const auto job = job::parse_job(
      "\xEF\xBB\xBF# \xC3\xA4\n[output]\ndir = \"\"\"\xC3\xA4\\\n  \xC5\x8A\"\"\"\nsuffix = "
      "'\xC5\x8A'",
      "x.toml");
  CHECK(job.output_dir == "\xC3\xA4\xC5\x8A");
  CHECK(job.suffix == "\xC5\x8A");
  CHECK(failure("\xC5\x8A").find("x.toml:1:1: ") == 0);
  CHECK(failure("[run]\nseed = \xC5\x8A").find("x.toml:2:8: ") == 0);
  CHECK(failure("[run]\nseed\xC5\x8A = 1").find("x.toml:2:5: ") == 0);
  CHECK(failure("[run]\n'\xC5\x8A' = 1").find("x.toml:2:1: unknown key") == 0);
}

TEST_CASE("a job survives being written and read", "[job]") {
  job::Job job;
  job.paths = {"a \"quoted\"\nname", "b\\c"};
  job.files_from = "-";
  job.transforms = {{"gaussian_noise", {{"stddev", 0.1}}}, {"clip", {{"min", -1.0 / 3.0}}}};
  job.seed = 9223372036854775807ULL;
  job.threads = 7;
  job.progress = job::ProgressStyle::none;
  job.generate = job::Tones{};
  job.generate->amplitude = 1e-7;
  CHECK(job::parse_job(job::to_toml(job), "again") == job);
}

TEST_CASE("any text survives TOML", "[job]") {
  const std::string pieces[] = {"a", "\n", "'''", "\"\"\"", "\\", "\x01", "\x7f", "#"};
  for (const auto& first : pieces) {
    for (const auto& second : pieces) {
      for (const auto& third : pieces) {
        job::Job job;
        job.output_dir = first;
        job.output_dir += second;
        job.output_dir += third;
        REQUIRE(job::parse_job(job::to_toml(job), "again").output_dir == job.output_dir);
      }
    }
  }
}

TEST_CASE("a name that is not UTF-8 is escaped in TOML", "[job]") {
  job::Job job;
  job.paths = {"\xFF.wav"};
  CHECK(job::parse_job(job::to_toml(job), "again").paths.front() == "\\xff.wav");
}

TEST_CASE("a job file that is not there is an error that names it", "[job]") {
  CHECK_THROWS_AS(job::read_job("/nonexistent/job.toml"), Error);
}

TEST_CASE("a job that makes no sense is refused", "[job]") {
  job::Job job;
  job.suffix = "/x";
  CHECK_THROWS_AS(job::validate(job), Error);
  job = {};
  job.transforms = {{"nothing", {}}};
  CHECK_THROWS_AS(job::validate(job), Error);
  job = {};
  job.threads = -1;
  CHECK_THROWS_AS(job::validate(job), Error);
}

TEST_CASE("a text with a NUL byte is refused, as it would name another file", "[job]") {
  CHECK(failure("[input]\npaths = [\"a\", \"b.wav\\u0000c.wav\"]\n")
            .starts_with("x.toml:2:15: paths"));
  CHECK(failure("[output]\ndir = \"a\\u0000b\"\n").starts_with("x.toml:2:7: dir holds a NUL"));
  CHECK(failure("[report]\nfile = \"a\\u0000b\"\n").starts_with("x.toml:2:8: file holds a NUL"));
}

TEST_CASE("a section whose name begins with what none may is refused with its place", "[job]") {
  for (const std::string& name :
       {std::string(1, '\0'), std::string("?"), std::string("a.="), std::string("=")}) {
    CHECK(failure("[" + name + "run]\nseed = 1\n").starts_with("x.toml:1:"));
  }
}

TEST_CASE("a text that cannot be is refused with its place", "[job]") {
  const auto is_at = [](const std::string& toml, const std::string& place) {
    INFO(failure(toml));
    return failure(toml).starts_with("x.toml:" + place + ": ");
  };
  CHECK(is_at("[output]\nformat = \"wv\"\n", "2:10"));
  CHECK(is_at("[output]\nsubtype = \"pcm16\"\n", "2:11"));
  CHECK(is_at("[output]\nformat = \"flac\"\nsubtype = \"float\"\n", "1:1"));
  CHECK(is_at("[output]\ndither = \"yes\"\n", "2:10"));
  CHECK(is_at("[output]\nsuffix = \"a/b\"\n", "2:10"));
  CHECK(is_at("[report]\nfile = \"\"\n", "2:8"));
  CHECK(is_at("[generate]\nsubtype = \"x\"\n", "2:11"));
  CHECK(is_at("[generate]\ndir = \"\"\n", "2:7"));
}
