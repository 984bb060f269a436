#include "app/command_line.hpp"

#include "app/progress_display.hpp"
#include "mpietl/core/error.hpp"
#include "support/catch.hpp"

using namespace mpietl;
using namespace mpietl::app;
using Catch::Contains;

namespace {

Request parse(std::vector<const char*> words, bool is_launched = false) {
  words.insert(words.begin(), "mpietl");
  return parse_command_line(static_cast<int>(words.size()), words.data(), is_launched);
}

RunRequest parse_run(std::vector<const char*> words) {
  words.insert(words.begin(), "run");
  return std::get<RunRequest>(parse(words));
}

/// The message for refused words; empty if they are accepted, or refused for another reason.
std::string refusal(const std::vector<const char*>& words) {
  try {
    const auto request = parse(words);
    if (const auto* run = std::get_if<RunRequest>(&request)) job_of(*run);
  } catch (const Error& error) {
    if (error.reason() == Reason::usage) return error.what();
  }
  return {};
}

}  // namespace

TEST_CASE("the demonstration takes options", "[app]") {
  const auto run = std::get<DemoRequest>(parse({"demo", "--resume", "--threads", "3"})).run;
  CHECK(run.is_demo);
  const auto job = job_of(run);
  CHECK(job.generate);
  CHECK(job.resume);
  CHECK(job.threads == 3);
}

TEST_CASE("without arguments, a launcher runs the demonstration, else help is shown", "[app]") {
  CHECK(std::holds_alternative<TextRequest>(parse({})));
  const auto run = std::get<DemoRequest>(parse({}, true)).run;
  CHECK(run.is_demo);
  const auto job = job_of(run);
  REQUIRE(job.generate);
  CHECK(*job.generate == job::Tones{});
  CHECK(job.suffix == "-transformed");
  CHECK(job.list_files);
  CHECK(job.transforms.size() == 2);
}

TEST_CASE("the command line overrides the job file", "[app]") {
  const auto job =
      job_of(parse_run({"a.wav", "[x].wav", "--seed", "5", "--suffix=", "--threads", "2",
                        "--transform", "clip:min=-1,max=1", "--transform", "gaussian_noise", "b"}));
  CHECK(job.paths == std::vector<std::string>{"a.wav", "[x].wav", "b"});
  CHECK(job.seed == 5);
  CHECK(job.suffix.empty());
  CHECK(job.threads == 2);
  REQUIRE(job.transforms.size() == 2);
  CHECK(job.transforms[0].name == "clip");
  CHECK(job.transforms[1].name == "gaussian_noise");
}

TEST_CASE("files are listed on request", "[app]") {
  CHECK_FALSE(job_of(parse_run({"a.wav", "--transform", "none"})).list_files);
  const auto run = parse_run({"--list-files", "[a]", "--transform", "none"});
  CHECK(run.paths == std::vector<std::string>{"./[a]"});
  CHECK(job_of(run).list_files);
}

TEST_CASE("the format of outputs can be typed", "[app]") {
  const auto job =
      job_of(parse_run({"a.wav", "--format", "flac", "--subtype=pcm_24", "--dither", "tpdf"}));
  CHECK(job.format.name == "flac");
  CHECK(job.subtype.name == "pcm_24");
  CHECK(job.dither == audio::Dither::tpdf);
  CHECK(job_of(parse_run({"a.wav", "--transform", "none"})).format.name == "same");
  CHECK_THAT(refusal({"run", "a.wav", "--format", "falc"}),
             Contains("format") && Contains("'falc'") && Contains("'flac'"));
  CHECK_THAT(refusal({"run", "a.wav", "--format", "flac", "--subtype", "double"}),
             Contains("flac") && Contains("double") && Contains("pcm_24"));
  CHECK_THAT(refusal({"run", "a.wav", "--dither", "x"}), Contains("dither") && Contains("'x'"));
}

TEST_CASE("names are used unchanged", "[app]") {
  const auto run = parse_run(
      {"generate", "report", "run", "[a,b]", "--suffix", "[x]", "[c] [d]", "--transform", "none"});
  CHECK(job_of(run).suffix == "[x]");
  CHECK(run.paths == std::vector<std::string>{"generate", "report", "run", "./[a,b]", "./[c] [d]"});
  CHECK(parse_run({"--", "--seed"}).paths == std::vector<std::string>{"--seed"});
}

TEST_CASE("one input that is TOML is the job file", "[app]") {
  const auto run = parse_run({"x.toml", "a.wav"});
  CHECK(run.job_file == "x.toml");
  CHECK(run.paths == std::vector<std::string>{"a.wav"});
  CHECK_FALSE(refusal({"run", "x.toml", "y.toml"}).empty());
}

TEST_CASE("wrong words are named, with the nearest known ones", "[app]") {
  CHECK_THAT(refusal({"run", "a.wav", "--sed", "1"}),
             Contains("'--sed'") && Contains("'--seed'") && Contains("mpietl run --help"));
  CHECK_THAT(refusal({"rnu"}), Contains("'rnu'") && Contains("'run'") && Contains("mpietl --help"));
  CHECK_THAT(refusal({"run", "a.wav", "--seed", "x"}), Contains("seed"));
  CHECK_THAT(refusal({"run", "a.wav", "--seed", "-1"}), Contains("seed"));
  CHECK_THAT(refusal({"run", "a.wav", "--threads", "-1"}), Contains("threads") && Contains("-1"));
  CHECK_THAT(refusal({"run", "a.wav", "--progress", "loud"}),
             Contains("progress") && Contains("'loud'") && Contains("plain"));
  CHECK_THAT(refusal({"run", "a.wav", "--transform", "x"}), Contains("'x'"));
  CHECK_FALSE(refusal({"report"}).empty());
  CHECK_THAT(refusal({"plan", "x.h5", "--time-limit", "90"}), Contains("--time-limit: '90'"));
  CHECK_THAT(refusal({"plan", "x.h5", "--schedule", "dynamc"}), Contains("dynamic"));
  CHECK_THAT(refusal({"bench", "a.wav", "--schedule", "static,guided"}),
             Contains("--schedule") && Contains("'guided'"));
}

TEST_CASE("a report or one of its runs is shown", "[app]") {
  CHECK_FALSE(std::get<ReportRequest>(parse({"report", "x.h5"})).run);
  const auto request = std::get<ReportRequest>(parse({"report", "--run", "r2_1", "x.h5"}));
  CHECK(request.paths == std::vector<std::string>{"x.h5"});
  CHECK(request.run == "r2_1");
}

TEST_CASE("help and version are texts", "[app]") {
  CHECK(std::get<TextRequest>(parse({"--help"})).text.find("generate") != std::string::npos);
  CHECK(std::get<TextRequest>(parse({"run", "--help"})).text.find("--output-dir") !=
        std::string::npos);
  CHECK(std::get<TextRequest>(parse({"--version"})).text.find("mpietl ") == 0);
}

TEST_CASE("generate has the demonstration's tones as defaults", "[app]") {
  CHECK(std::get<GenerateRequest>(parse({"generate"})).tones == job::Tones{});
  const auto request =
      std::get<GenerateRequest>(parse({"generate", "--count", "3", "--frequency", "1000"}));
  CHECK(request.tones.count == 3);
  CHECK(request.tones.frequency_hz == 1000.0);
}

TEST_CASE("progress shows count, rate and time left", "[app]") {
  const dispatch::JobProgress state{12, 1, 500'000'000, 24, 1'000'000'000};
  CHECK(progress_text(state, 2.0) == "12/24 files, 250 MB/s, 2.00s left, 1 failed");
  CHECK(progress_text({0, 0, 0, 24, 0}, 0.0) == "0/24 files");
  for (const int columns : {10, 40, 80, 200}) {
    CHECK(static_cast<int>(progress_bar(state, 2.0, columns).size()) <= columns);
  }
  CHECK(progress_bar(state, 2.0, 80).find('#') != std::string::npos);
}
