#include "mpietl/job/job_file.hpp"

#include "job/refusal.hpp"
#include "mpietl/core/error.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace mpietl;

namespace {

std::string failure(const std::string& toml) {
  return test::refusal([&] { job::parse_job(toml, "x.toml"); });
}

/// Whether a job file is refused with the position LINE:COLUMN of the fault and all of `parts`.
bool is_refused_at(const std::string& place, const std::string& toml,
                   const std::vector<std::string>& parts = {}) {
  const auto text = failure(toml);
  UNSCOPED_INFO(text);
  return text.starts_with("x.toml:" + place + ": ") && test::names(text, parts);
}

}  // namespace

TEST_CASE("a job file can express all of a job", "[job]") {
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
  CHECK(job.format.name == "flac");
  CHECK(job.subtype.name == "pcm_24");
  CHECK(job.dither == audio::Dither::tpdf);
  REQUIRE(job.transforms.size() == 1);
  CHECK(job.transforms[0].parameters.at("stddev") == audio::ParameterValue(1.0));
  CHECK(job.seed == 42);
  CHECK(job.threads == 3);
  CHECK(job.progress == job::ProgressStyle::plain);
  CHECK(job.report == "noisy.h5");
  CHECK(job.generate->count == 2);
  CHECK(job.generate->sample_rate == 44100);
}

TEST_CASE("an empty job file gives the defaults", "[job]") {
  CHECK(job::parse_job("", "x.toml") == job::Job{});
}

TEST_CASE("errors have line, column and the nearest key", "[job]") {
  CHECK(is_refused_at("2:1", "[output]\nsufix = 'x'", {"'sufix'", "'suffix'"}));
  CHECK(is_refused_at("1:2", "[ouput]\n", {"'ouput'", "'output'"}));
  CHECK(is_refused_at("2:8", "[run]\nseed = 'x'", {"seed"}));
  CHECK(is_refused_at("2:8", "[run]\nseed = -1", {"seed"}));
  CHECK(is_refused_at("2:11", "[run]\nthreads = 99999", {"threads", "99999", "4096"}));
  CHECK(is_refused_at("2:12", "[run]\nprogress = 'loud'", {"'loud'", "plain"}));
  CHECK(is_refused_at("2:9", "[input]\npaths = 'a'", {"paths"}));
  CHECK(is_refused_at("1:1", "[[transform]]\nname = 'clop'", {"'clop'", "'clip'"}));
  CHECK(is_refused_at("1:1", "[[transform]]\nstddev = 1", {"name"}));
  CHECK(is_refused_at("1:13", "transform = 1", {"[[transform]]"}));
  CHECK(failure("[run\n").starts_with("x.toml:1:"));
  CHECK(is_refused_at("2:11", "[generate]\nsubtype = 'mp4'", {"'mp4'"}));
}

TEST_CASE("letters beyond ASCII are accepted only in texts", "[job]") {
  const auto job = job::parse_job(
      "\xEF\xBB\xBF# \xC3\xA4\n[output]\ndir = \"\"\"\xC3\xA4\\\n  \xC5\x8A\"\"\"\nsuffix = "
      "'\xC5\x8A'",
      "x.toml");
  CHECK(job.output_dir == "\xC3\xA4\xC5\x8A");
  CHECK(job.suffix == "\xC5\x8A");
  CHECK(is_refused_at("1:1", "\xC5\x8A"));
  CHECK(is_refused_at("2:8", "[run]\nseed = \xC5\x8A"));
  CHECK(is_refused_at("2:5", "[run]\nseed\xC5\x8A = 1"));
  CHECK(is_refused_at("2:1", "[run]\n'\xC5\x8A' = 1", {"\xC5\x8A"}));
}

TEST_CASE("a job is written and read unchanged", "[job]") {
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

TEST_CASE("any text is written to TOML and read unchanged", "[job]") {
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

TEST_CASE("a missing job file is an error that names it", "[job]") {
  try {
    job::read_job("/nonexistent/job.toml");
    FAIL("it was read");
  } catch (const Error& error) {
    CHECK(error.reason() == Reason::not_found);
    CHECK(test::names(error.what(), {"/nonexistent/job.toml"}));
  }
}

TEST_CASE("a contradictory job is refused", "[job]") {
  const auto failure_of = [](const job::Job& job) {
    return test::refusal([&] { job::validate(job); });
  };
  job::Job job;
  job.suffix = "/x";
  CHECK(test::names(failure_of(job), {"'/x'"}));
  job = {};
  job.transforms = {{"nothing", {}}};
  CHECK(test::names(failure_of(job), {"'nothing'"}));
  job = {};
  job.threads = -1;
  CHECK(test::names(failure_of(job), {"threads", "-1"}));
  job = {};
  job.memory_limit = job::Size{1'000'000'000};
  CHECK(failure_of(job).empty());
  job.isolation = job::Isolation::none;
  CHECK(test::names(failure_of(job), {"--memory-limit", "--isolation"}));
}

TEST_CASE("a text with a NUL byte is refused, since it would name another file", "[job]") {
  CHECK(is_refused_at("2:15", "[input]\npaths = [\"a\", \"b.wav\\u0000c.wav\"]\n", {"paths"}));
  CHECK(is_refused_at("2:7", "[output]\ndir = \"a\\u0000b\"\n", {"dir"}));
  CHECK(is_refused_at("2:8", "[report]\nfile = \"a\\u0000b\"\n", {"file"}));
}

TEST_CASE("a section with an invalid name is refused with its position", "[job]") {
  for (const std::string& name :
       {std::string(1, '\0'), std::string("?"), std::string("a.="), std::string("=")}) {
    CHECK(failure("[" + name + "run]\nseed = 1\n").starts_with("x.toml:1:"));
  }
}

TEST_CASE("an invalid text is refused with its position", "[job]") {
  CHECK(is_refused_at("2:10", "[output]\nformat = \"wv\"\n"));
  CHECK(is_refused_at("2:11", "[output]\nsubtype = \"pcm16\"\n"));
  CHECK(is_refused_at("1:1", "[output]\nformat = \"flac\"\nsubtype = \"float\"\n"));
  CHECK(is_refused_at("2:10", "[output]\ndither = \"yes\"\n"));
  CHECK(is_refused_at("2:10", "[output]\nsuffix = \"a/b\"\n"));
  CHECK(is_refused_at("2:8", "[report]\nfile = \"\"\n"));
  CHECK(is_refused_at("2:11", "[generate]\nsubtype = \"x\"\n"));
  CHECK(is_refused_at("2:7", "[generate]\ndir = \"\"\n"));
}
