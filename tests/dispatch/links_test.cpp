#include "dispatch/links.hpp"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <random>
#include <thread>
#include <vector>

#include "mpietl/comm/backoff.hpp"
#include "mpietl/comm/thread_ranks.hpp"
#include "support/catch.hpp"

using namespace mpietl;
using namespace mpietl::dispatch;

namespace {

using Numbers = std::vector<int>;

Bytes encode_numbers(const Numbers& numbers) {
  ByteWriter writer;
  for (const int number : numbers) writer.put(number);
  return writer.take();
}

Numbers decode_numbers(const Bytes& bytes) {
  Numbers numbers;
  ByteReader reader(bytes);
  while (!reader.at_end()) reader.get(numbers.emplace_back());
  return numbers;
}

/// Sleeps a random time, often none.
class Delay {
 public:
  explicit Delay(unsigned seed) : random_(seed) {}

  void operator()(unsigned max_microseconds) {
    if (random_() % 4 != 0) return;
    std::this_thread::sleep_for(std::chrono::microseconds(random_() % max_microseconds));
  }

 private:
  std::mt19937 random_;
};

/// Rank 0 grants the numbers below `count`, `chunk` at a time, and returns those it got back.
Numbers give(const comm::Communicator& world, int count, int chunk, Delay& delay) {
  CoordinatorLink link(world);
  Numbers back;
  int next = 0;
  WorkerMessage message;
  for (comm::Backoff backoff; !link.is_over(); backoff.pause()) {
    delay(3000);
    while (const auto rank = link.receive(message)) {
      std::ranges::copy(decode_numbers(message.records), std::back_inserter(back));
      if (!message.wants_units) continue;
      Numbers given;
      for (int i = 0; i < chunk && next < count; ++i) given.push_back(next++);
      link.send(*rank, {next == count, encode_numbers(given)});
    }
  }
  return back;
}

/// Requests numbers until there are no more, and returns them; sometimes late.
void take_all(const comm::Communicator& world, Delay& delay) {
  WorkerLink link(world);
  Progress progress;
  Numbers done;
  for (bool is_last = false; !is_last;) {
    while (!link.can_send()) std::this_thread::yield();
    link.send({progress, true, false, {}, encode_numbers(done)});
    std::optional<Grant> grant;
    for (comm::Backoff backoff; !(grant = link.take_grant());) backoff.pause();
    delay(world.rank() == 1 ? 20000 : 2000);
    done = decode_numbers(grant->units);
    progress.items += static_cast<std::int64_t>(done.size());
    is_last = grant->is_last;
  }
  link.finish({progress, false, true, {}, encode_numbers(done)});
}

/// Opens the work, with empty grants.
void open_work(const comm::Communicator& world) {
  scatter_grants(world,
                 std::vector<Grant>(world.is_root() ? static_cast<std::size_t>(world.size()) : 0));
}

/// The numbers that rank 0 gets back from `ranks` ranks that take those below `count`, in `rounds`
/// rounds.
Numbers all_back(int ranks, int count, int chunk, int rounds) {
  Numbers back;
  comm::run_as_threads(ranks, [&](const comm::Communicator& world) {
    Delay delay(static_cast<unsigned>(world.rank() * 31 + chunk));
    for (int round = 0; round < rounds; ++round) {
      open_work(world);
      if (world.is_root()) {
        std::ranges::copy(give(world, count, chunk, delay), std::back_inserter(back));
      } else {
        take_all(world, delay);
      }
    }
  });
  return back;
}

}  // namespace

TEST_CASE("every number that rank 0 grants comes back once, from late ranks too", "[dispatch]") {
  for (const int ranks : {2, 3, 8}) {
    for (const int chunk : {1, 7, 1000}) {
      const int count = 40 * chunk;
      auto back = all_back(ranks, count, chunk, 1);
      std::ranges::sort(back);
      Numbers expected(static_cast<std::size_t>(count));
      for (std::size_t i = 0; i < expected.size(); ++i) expected[i] = static_cast<int>(i);
      CHECK(back == expected);
    }
  }
}

TEST_CASE("one job may follow another immediately, without mixed messages", "[dispatch]") {
  CHECK(all_back(4, 10, 3, 20).size() == 200);
}

TEST_CASE("rank 0 sees the progress of a slow rank while it waits", "[dispatch]") {
  std::vector<std::int64_t> seen;
  Progress last;
  comm::run_as_threads(3, [&](const comm::Communicator& world) {
    open_work(world);
    if (!world.is_root()) {
      WorkerLink link(world);
      for (int step = 1; world.rank() == 1 && step <= 6; ++step) {
        std::this_thread::sleep_for(std::chrono::milliseconds(30));
        link.send({{step, 0, 0}, false, false, {}, {}});
      }
      link.finish({{7, 1, 100}, false, true, {}, {}});
      return;
    }
    CoordinatorLink link(world);
    WorkerMessage message;
    for (comm::Backoff backoff; !link.is_over(); backoff.pause()) {
      while (link.receive(message)) seen.push_back(link.progress().items);
    }
    last = link.progress();
  });
  CHECK(seen.size() >= 4);
  CHECK(std::ranges::is_sorted(seen));
  CHECK(last.items == 14);
  CHECK(last.failed == 2);
  CHECK(last.bytes == 200);
}

TEST_CASE("of two simultaneous requests to stop, the more urgent counts", "[dispatch]") {
  std::optional<StopRequest> stop;
  comm::run_as_threads(2, [&](const comm::Communicator& world) {
    open_work(world);
    if (world.is_root()) {
      CoordinatorLink link(world);
      link.send_to_all({"first", 30.0});
      link.send_to_all({"second", 0.5});
      open_work(world);
      WorkerMessage message;
      for (comm::Backoff backoff; !link.is_over(); backoff.pause()) link.receive(message);
      return;
    }
    WorkerLink link(world);
    open_work(world);
    stop = link.take_stop();
    link.finish({});
  });
  REQUIRE(stop);
  CHECK(stop->reason == "second");
  CHECK(stop->grace_seconds == 0.5);
}
