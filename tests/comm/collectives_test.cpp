#include "mpietl/comm/collectives.hpp"

#include <string>

#include "mpietl/core/error.hpp"
#include "support/catch.hpp"
#include "support/world.hpp"

using namespace mpietl;
using test::world;

namespace {

Bytes pattern(std::size_t size, int salt) {
  Bytes bytes(size);
  for (std::size_t i = 0; i < size; ++i)
    bytes[i] = static_cast<std::byte>(i * 31 + static_cast<std::size_t>(salt));
  return bytes;
}

/// Different for each rank, and empty for some.
std::size_t size_for(int rank) { return static_cast<std::size_t>(rank % 3) * 5003; }

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

/// An answer with rank and question; throws for the question "fail".
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

// Limits that split messages into many pieces, as the real one does from 2 GiB.
constexpr std::size_t limits[] = {1000, 5003, comm::max_message_bytes};

TEST_CASE("broadcast gives rank 0's bytes to all", "[comm]") {
  for (const auto limit : limits) {
    for (const std::size_t size : {0U, 1U, 1000U, 12345U}) {
      const auto mine = world().is_root() ? pattern(size, 1) : pattern(3, 9);
      CHECK(comm::broadcast(world(), mine, limit) == pattern(size, 1));
    }
  }
}

TEST_CASE("scatter gives each rank its part", "[comm]") {
  for (const auto limit : limits) {
    std::vector<Bytes> parts;
    for (int rank = 0; world().is_root() && rank < world().size(); ++rank) {
      parts.push_back(pattern(size_for(rank), rank));
    }
    const auto mine = comm::scatter(world(), parts, limit);
    CHECK(mine == pattern(size_for(world().rank()), world().rank()));
  }
}

TEST_CASE("gather collects by rank", "[comm]") {
  for (const auto limit : limits) {
    const auto mine = pattern(size_for(world().rank()), world().rank());
    const auto all = comm::gather(world(), mine, limit);
    REQUIRE(all.size() == (world().is_root() ? static_cast<std::size_t>(world().size()) : 0));
    for (int rank = 0; rank < static_cast<int>(all.size()); ++rank) {
      CHECK(all[static_cast<std::size_t>(rank)] == pattern(size_for(rank), rank));
    }
  }
}

TEST_CASE("from_root gives all ranks the same bytes or the same error", "[comm]") {
  int calls = 0;
  const auto bytes = comm::run_on_root(world(), [&] {
    ++calls;
    return pattern(100, 4);
  });
  CHECK(bytes == pattern(100, 4));
  CHECK(calls == (world().is_root() ? 1 : 0));
  try {
    comm::run_on_root(world(), []() -> Bytes { throw Error(Reason::no_space, "full"); });
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.reason() == Reason::no_space);
    CHECK(std::string(error.what()) == "full");
  }
}

TEST_CASE("together fails on all ranks when it fails on some", "[comm]") {
  CHECK_NOTHROW(comm::all_or_throw(world(), [] {}));
  const int last = world().size() - 1;
  try {
    comm::all_or_throw(world(), [&] {
      if (world().rank() == last) throw Error(Reason::storage, "rank " + std::to_string(last));
    });
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.reason() == Reason::storage);
    CHECK(std::string(error.what()) == "rank " + std::to_string(last));
  }
}

TEST_CASE("ranks of this host are among all", "[comm]") {
  const auto host = world().on_this_host();
  CHECK(host.size() == world().size());
  CHECK(host.rank() == world().rank());
  comm::barrier(host);
}

TEST_CASE("each rank answers its own requests repeatedly", "[comm]") {
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

TEST_CASE("a failed answer is an error at rank 0, and helpers continue", "[comm]") {
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
