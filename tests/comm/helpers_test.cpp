#include "mpietl/comm/helpers.hpp"

#include <string>

#include "mpietl/comm/collectives.hpp"
#include "mpietl/core/error.hpp"
#include "support/catch.hpp"
#include "support/world.hpp"

using namespace mpietl;
using test::world;

namespace {

Bytes bytes_of(const std::string& text) {
  ByteWriter writer;
  writer.put(text);
  return writer.take();
}

std::string text_of(const Bytes& bytes) {
  std::string text;
  ByteReader(bytes).get(text);
  return text;
}

/// Says which rank was asked what; refuses to be asked "fail".
Bytes answer(const Bytes& question) {
  const auto text = text_of(question);
  if (text == "fail") throw Error(Reason::permission, "rank " + std::to_string(world().rank()));
  return bytes_of(std::to_string(world().rank()) + ":" + text);
}

/// Calls `lead` on rank 0 while the others help.
template <class Lead>
void with_helpers(const Lead& lead) {
  if (!world().is_root()) return comm::serve(world(), answer);
  comm::Helpers helpers(world(), answer);
  lead(helpers);
}

}  // namespace

TEST_CASE("each rank answers its own question, as often as it is asked", "[comm]") {
  with_helpers([](comm::Helpers& helpers) {
    for (const std::string word : {"a", "", "ccc"}) {
      std::vector<Bytes> questions;
      for (std::size_t rank = 0; rank < helpers.size(); ++rank) {
        questions.push_back(bytes_of(word + std::to_string(rank)));
      }
      const auto answers = helpers.ask(questions);
      REQUIRE(answers.size() == helpers.size());
      for (std::size_t rank = 0; rank < helpers.size(); ++rank) {
        std::string expected = std::to_string(rank);
        expected.append(":").append(word).append(std::to_string(rank));
        CHECK(text_of(answers[rank]) == expected);
      }
    }
  });
  comm::barrier(world());
}

TEST_CASE("an answer that fails is an error at rank 0, and helpers go on", "[comm]") {
  with_helpers([](comm::Helpers& helpers) {
    std::vector<Bytes> questions(helpers.size(), bytes_of("fail"));
    questions.front() = bytes_of("fine");
    questions.back() = bytes_of("fail");
    const auto first = helpers.size() == 1 ? "rank 0" : "rank 1";
    CHECK_THROWS_WITH(helpers.ask(questions), first);
    CHECK(helpers.ask(std::vector<Bytes>(helpers.size(), bytes_of("x"))).size() == helpers.size());
  });
  comm::barrier(world());
}
