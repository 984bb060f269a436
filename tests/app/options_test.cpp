// Each option of the table is on the command line, in job files and in --help-all.
#include "mpietl/job/options.hpp"

#include <tuple>

#include "app/command_line.hpp"
#include "job/other_values.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/job/job_file.hpp"
#include "support/catch.hpp"

using namespace mpietl;
using namespace mpietl::app;
using Catch::Contains;

namespace {

/// A text whose lines may have been broken anywhere, in one.
std::string in_one_line(const std::string& text) {
  std::string line;
  for (const char c : text) {
    const bool is_space = c == ' ' || c == '\n';
    if (!is_space || !line.ends_with(' ')) line += is_space ? ' ' : c;
  }
  return line;
}

std::string help_on(const std::string& command, const std::string& option = "--help-all") {
  return in_one_line(std::get<TextRequest>(parse_options(command, {option})).text);
}

/// The words that give an option its other value.
template <class Owner>
std::vector<std::string> words_for(const job::Option<Owner>& option, std::string_view name) {
  const auto texts = test::other_value(option).typed;
  std::vector<std::string> words;
  if (texts.empty()) words.emplace_back(name);
  for (const auto& text : texts) {
    words.emplace_back(name);
    words.push_back(text);
  }
  return words;
}

bool takes(const std::string& command, const job::Option<job::Job>& option) {
  const auto taker = command == "map"       ? job::TakenBy::map
                     : command == "segment" ? job::TakenBy::segment
                                            : job::TakenBy::run;
  return job::is_taken(option.taken_by, taker) && !option.name.empty();
}

/// The job from words after `mpietl run`, `map` or `segment`, over the defaults.
job::Job typed(const std::string& command, const job::Option<job::Job>& option,
               std::string_view name) {
  job::Job job;
  const auto request = parse_options(command, words_for(option, name));
  if (const auto* run = std::get_if<RunRequest>(&request)) run->options.put_over(job);
  if (const auto* map = std::get_if<MapRequest>(&request)) map->run.options.put_over(job);
  if (const auto* own = std::get_if<SegmentRequest>(&request)) own->run.options.put_over(job);
  return job;
}

job::Job in_full(job::Job job) {
  for (auto& spec : job.transforms) spec = audio::with_defaults(spec);
  return job;
}

}  // namespace

TEST_CASE("each option has its own name, key and member", "[app]") {
  const auto options = job::job_options();
  for (std::size_t i = 0; i < options.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      CAPTURE(options[i].key, options[j].key);
      CHECK((options[i].name.empty() || options[i].name != options[j].name));
      CHECK(std::tie(options[i].section, options[i].key) !=
            std::tie(options[j].section, options[j].key));
      CHECK(options[i].member != options[j].member);
    }
  }
}

TEST_CASE("each option is a key of job files", "[app]") {
  for (const auto& option : job::job_options()) {
    CAPTURE(option.section, option.key);
    const auto wanted = test::with_other(option);
    CHECK(wanted != job::Job());
    CHECK(in_full(job::parse_job(test::toml_with_other(option), "x.toml")) == wanted);
    CHECK(job::parse_job(job::to_toml(wanted), "again") == wanted);
  }
}

TEST_CASE("each option is on the command line, and in its help", "[app]") {
  const auto command = GENERATE(as<std::string>(), "run", "map", "segment");
  const auto help = help_on(command);
  for (const auto& option : job::job_options()) {
    if (!takes(command, option)) continue;
    CAPTURE(command, option.name);
    CHECK(typed(command, option, option.name) == test::with_other(option));
    if (!option.short_name.empty())
      CHECK(typed(command, option, option.short_name) == test::with_other(option));
    CHECK_THAT(help, Contains(std::string(option.name) + (job::is_flag(option) ? "" : " ") +
                              std::string(option.placeholder)));
    CHECK_THAT(help, Contains(job::help_of(option)));
    CHECK_FALSE(option.help.empty());
  }
}

TEST_CASE("the words after -- are the command of mpietl map", "[app]") {
  job::Job job;
  const auto request =
      parse_options("map", {"in", "--threads", "2", "--", "x", "--", "--shard", ""});
  const auto& run = std::get<MapRequest>(request).run;
  run.options.put_over(job);
  CHECK(run.paths == std::vector<std::string>{"in"});
  CHECK(job.command == std::vector<std::string>{"x", "--", "--shard", ""});
  CHECK_THROWS_AS(parse_options("map", {"in", "--rate", "8000", "--", "x"}), Error);
  CHECK_THROWS_AS(parse_options("run", {"in", "--shell"}), Error);
}

TEST_CASE("a bench has the options that define the work", "[app]") {
  for (const auto& option : job::job_options()) {
    if (!option.is_of_bench) continue;
    CAPTURE(option.name);
    job::Job job;
    const auto words = words_for(option, option.name);
    std::get<BenchRequest>(parse_options("bench", words)).run.options.put_over(job);
    CHECK(job == test::with_other(option));
  }
}

TEST_CASE("options of tones can be typed and written", "[app]") {
  const auto help = help_on("generate", "--help");
  for (const auto& option : job::tone_options()) {
    CAPTURE(option.name);
    const auto wanted = test::with_other(option);
    CHECK(wanted != job::Tones());
    CHECK(job::parse_job(test::toml_with_other(option), "x.toml").generate == wanted);
    const auto words = words_for(option, option.name);
    CHECK(std::get<GenerateRequest>(parse_options("generate", words)).tones == wanted);
    CHECK_THAT(help, Contains(job::help_of(option)));
  }
}

TEST_CASE("ranks get all of a job except names", "[app]") {
  for (const auto& option : job::job_options()) {
    CAPTURE(option.key);
    const auto wanted = test::with_other(option);
    using Job = job::Job;
    const bool is_name = std::holds_alternative<std::string Job::*>(option.member) ||
                         std::holds_alternative<std::vector<std::string> Job::*>(option.member);
    CHECK(job::without_names(wanted) == (is_name ? Job() : wanted));
  }
}
