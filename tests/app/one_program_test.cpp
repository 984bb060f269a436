#include "app/one_program.hpp"

#include "support/catch.hpp"

using namespace mpietl;

namespace {

const app::Start start{"mpietl 1 build 0a", "/opt/mpietl", "n1", "77", "run a.wav"};

bool names(const std::optional<std::string>& difference, const std::string& value) {
  return difference && difference->find(value) != std::string::npos;
}

}  // namespace

TEST_CASE("ranks of one program and one command line do not differ", "[app]") {
  auto elsewhere = start;
  elsewhere.host = "n2";
  elsewhere.executable = "/home/me/mpietl";
  CHECK_FALSE(app::difference_of({start}));
  CHECK_FALSE(app::difference_of({start, elsewhere, start}));
}

TEST_CASE("different programs are named with their hosts", "[app]") {
  auto other = start;
  other.program = "mpietl 1 build 0b";
  other.host = "n2";
  const auto difference = app::difference_of({start, start, other});
  CHECK(names(difference, "mpietl 1 build 0a /opt/mpietl on n1"));
  CHECK(names(difference, "mpietl 1 build 0b /opt/mpietl on n2"));
}

TEST_CASE("different command lines are named by rank, even if the difference is not shown",
          "[app]") {
  auto other = start;
  other.words_hash = "78";
  CHECK(names(app::difference_of({start, start, other}), "rank 2"));
  other.words = "run b.wav";
  const auto difference = app::difference_of({start, other, start});
  CHECK(names(difference, "rank 1"));
  CHECK(names(difference, "run a.wav"));
  CHECK(names(difference, "run b.wav"));
}

TEST_CASE("a program knows its own bytes, and a command line its words", "[app]") {
  const auto own = app::own_start("run a.wav");
  CHECK(own.program == app::own_start("run b.wav").program);
  CHECK(own.words_hash != app::own_start("run b.wav").words_hash);
  CHECK(own.program.find("unknown") == std::string::npos);
  CHECK(own.executable.find("test_app") != std::string::npos);
}
