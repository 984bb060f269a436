// Items that are retried or stopped, and failures that affect other items, too.
#include "run/attempt.hpp"

#include <atomic>
#include <thread>

#include "mpietl/core/error.hpp"
#include "support/catch.hpp"

using namespace mpietl;

namespace {

const Error passing{Reason::storage, "cannot read a: I/O error", true};

class Fixture {
 public:
  /// The record when the first `failures` tries throw `error`.
  Record attempt(int failures, const Error& error) {
    return run::attempt_item(item, context, 0, [&](Record& record, run::ByteCount& counted) {
      CHECK(record.frames == -1);
      CHECK(counters.bytes >= bytes);
      counted.advance_to(tries == 0 ? 100 : 60);
      bytes = counters.bytes;
      record.frames = 7;
      record.bytes_out = 70;
      if (tries++ < failures) throw error;
    });
  }

  int tries = 0;
  std::int64_t bytes = 0;  // counted by tries before
  job::Item item{3, "in/a.wav", "out/a.wav", "a.wav", 200};
  run::Counters counters;
  run::Supervision supervision;
  run::ItemContext context{JobClock(), counters, supervision};
};

}  // namespace

TEST_CASE_METHOD(Fixture, "a transient error is retried", "[run]") {
  context.retries = 2;
  item.earlier_attempts = 4;
  const auto record = attempt(2, passing);
  CHECK(record.status == Status::done);
  CHECK(record.error.empty());
  CHECK(record.attempt == 7);
  CHECK(record.index == 3);
  CHECK(record.bytes_out == 70);
  CHECK(record.total_seconds >= 0.3);  // the pauses between
  CHECK(bytes == 100);
  CHECK(counters.bytes == 200);
  CHECK(counters.items == 1);
  CHECK(counters.failed == 0);
}

TEST_CASE_METHOD(Fixture, "retries end, and a permanent error is not retried", "[run]") {
  context.retries = 1;
  const auto stubborn = attempt(9, passing);
  CHECK(stubborn.status == Status::failed);
  CHECK(stubborn.attempt == 2);
  CHECK(stubborn.error == passing.what());
  CHECK(stubborn.bytes_out == -1);
  const auto broken = attempt(9, {Reason::format, "not audio"});
  CHECK(broken.status == Status::failed);
  CHECK(broken.attempt == 1);
  CHECK(counters.failed == 2);
  CHECK(counters.items == 2);
  CHECK(counters.bytes == 400);
  CHECK_FALSE(supervision.host_failure.get());
}

TEST_CASE_METHOD(Fixture, "a failing host or a full disk skips the item and is recorded", "[run]") {
  for (const auto reason : {Reason::no_space, Reason::host}) {
    const auto record = attempt(9, {reason, "cannot write out/a.wav: no luck"});
    CHECK(record.status == Status::skipped);
    CHECK(record.error == "cannot write out/a.wav: no luck");
    CHECK(record.bytes_out == -1);
  }
  CHECK(counters.failed == 0);
  const auto first = supervision.host_failure.get();
  REQUIRE(first);
  CHECK(first->reason == Reason::no_space);
  CHECK(first->text == "cannot write out/a.wav: no luck");
  CHECK(first->input == "in/a.wav");
  CHECK(first->index == 3);
}

TEST_CASE_METHOD(Fixture, "an I/O error of the output's disk is retried, then counts as the host's",
                 "[run]") {
  context.retries = 1;
  const Error error{Reason::host, "cannot write out/a.wav: I/O error", true};
  CHECK(attempt(1, error).status == Status::done);
  CHECK_FALSE(supervision.host_failure.get());
  tries = 0;
  CHECK(attempt(9, error).status == Status::skipped);
  CHECK(supervision.host_failure.get()->text == error.what());
}

TEST_CASE_METHOD(Fixture, "a stop ends pauses and retries", "[run]") {
  context.retries = 1000;
  std::thread stopper([&] {
    while (supervision.watch.in_flight().empty()) std::this_thread::yield();
    supervision.stop.abandon();
  });
  const auto record = attempt(100000, passing);
  stopper.join();
  CHECK(record.status == Status::skipped);
  CHECK_FALSE(record.error.empty());
  CHECK(counters.failed == 0);
  CHECK_FALSE(supervision.host_failure.get());
  const int before = tries;
  CHECK(attempt(0, passing).status == Status::skipped);
  CHECK(tries == before);
}

TEST_CASE_METHOD(Fixture, "every exception is in the record", "[run]") {
  const auto throwing = [&](const auto& thrown) {
    return run::attempt_item(item, context, 0, [&](Record&, run::ByteCount&) { throw thrown; });
  };
  CHECK(throwing(std::bad_alloc()).status == Status::failed);
  CHECK_FALSE(throwing(std::bad_alloc()).error.empty());
  CHECK(throwing(std::runtime_error("odd")).error == "odd");
  CHECK(throwing(std::runtime_error("odd")).status == Status::failed);
  CHECK(throwing(std::runtime_error(std::string(5000, 'x'))).error.size() <= 400);
}
