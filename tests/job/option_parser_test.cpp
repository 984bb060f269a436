#include "mpietl/job/option_parser.hpp"

#include "mpietl/core/error.hpp"
#include "support/catch.hpp"

using namespace mpietl;
using Catch::Contains;

namespace {

/// The options of a command.
struct Typed {
  std::vector<std::string> inputs;
  std::vector<std::int64_t> ranks;
  std::vector<job::Schedule> schedules;
  std::optional<std::int64_t> items;
  std::optional<std::string> page;
  bool join = false;
};

std::optional<std::string> parse(const std::vector<std::string>& words, Typed& typed) {
  job::OptionParser parser("test", "What it does.");
  parser.add_arguments({"INPUT", "INPUT...", "files"}, typed.inputs);
  parser.add({"-r,--ranks", "N,...", "numbers"}, typed.ranks);
  parser.add({"--schedule", "NAME,...", "names"}, typed.schedules);
  parser.add({"--items", "N", "a number"}, typed.items);
  parser.add({"--page", "FILE", "a text"}, typed.page);
  parser.add_flag({"--join", "", "a flag"}, typed.join);
  parser.excludes("--join", "--page");
  return parser.parse(words);
}

Typed typed_by(const std::vector<std::string>& words) {
  Typed typed;
  CHECK_FALSE(parse(words, typed));
  return typed;
}

std::string refusal(const std::vector<std::string>& words) {
  Typed typed;
  try {
    parse(words, typed);
  } catch (const Error& error) {
    CHECK(error.reason() == Reason::usage);
    return error.what();
  }
  return "none";
}

}  // namespace

TEST_CASE("typed values have their types", "[job]") {
  const auto typed = typed_by(
      {"a.wav", "--ranks", "16,1,010", "--schedule=static,dynamic", "--items", "7", "--join", "b"});
  CHECK(typed.inputs == std::vector<std::string>{"a.wav", "b"});
  CHECK(typed.ranks == std::vector<std::int64_t>{16, 1, 10});
  CHECK(typed.schedules ==
        std::vector{job::Schedule::static_shares, job::Schedule::dynamic_grants});
  CHECK(typed.items == 7);
  CHECK(typed.join);
  CHECK_FALSE(typed.page);
  CHECK(typed_by({"--page=", "a.wav"}).page == "");
  CHECK(typed_by({"--page", "[a,b]", "[c,d]"}).inputs == std::vector<std::string>{"./[c,d]"});
}

TEST_CASE("wrong words are refused with their option", "[job]") {
  for (const auto* ranks : {"", "4,", ",4", "4,x", "1e3", "4, 8"}) {
    INFO(ranks);
    CHECK_THAT(refusal({"-r", ranks}), Contains("--ranks: "));
  }
  CHECK_THAT(refusal({"--items", "two"}), Contains("--items: 'two'"));
  CHECK_THAT(refusal({"--schedule", "static,guided"}), Contains("--schedule: 'guided'"));
  CHECK_THAT(refusal({"--item", "2"}),
             Contains("'--item'") && Contains("'--items'") && Contains("mpietl test --help "));
  CHECK_THAT(refusal({"--join", "--page", "x"}), Contains("--join") && Contains("--page"));
}

TEST_CASE("help lists each option with its placeholder", "[job]") {
  Typed typed;
  const auto help = parse({"--help"}, typed);
  REQUIRE(help);
  CHECK_THAT(*help, Contains("--ranks N,...") && Contains("What it does.") && Contains("a flag"));
}
