#include "mpietl/comm/grants.hpp"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <random>
#include <thread>
#include <vector>

#include "mpietl/comm/collectives.hpp"
#include "support/catch.hpp"
#include "support/world.hpp"

using namespace mpietl;
using test::world;

namespace {

using Numbers = std::vector<int>;

Bytes encode(const Numbers& numbers) {
  ByteWriter writer;
  for (const int number : numbers) writer.put(number);
  return writer.take();
}

Numbers decode(const Bytes& bytes) {
  Numbers numbers;
  ByteReader reader(bytes);
  while (!reader.at_end()) reader.get(numbers.emplace_back());
  return numbers;
}

/// Sleeps a random time, often none.
class Delay {
 public:
  explicit Delay(unsigned seed) : random_(seed) {}

  void operator()(int most_microseconds) {
    if (random_() % 4 != 0) return;
    const auto time = random_() % static_cast<unsigned>(most_microseconds);
    std::this_thread::sleep_for(std::chrono::microseconds(time));
  }

 private:
  std::mt19937 random_;
};

/// Rank 0 gives the numbers below `count`, `chunk` at a time, and returns what came back.
Numbers give(int count, int chunk, Delay& delay) {
  comm::GrantServer server(world());
  Numbers back;
  int next = 0;
  comm::Napper napper;
  while (!server.is_over()) {
    delay(3000);
    server.serve([&](int, const comm::Told& told) -> std::optional<comm::Grant> {
      std::ranges::copy(decode(told.records), std::back_inserter(back));
      if (!told.asks) return std::nullopt;
      Numbers given;
      for (int i = 0; i < chunk && next < count; ++i) given.push_back(next++);
      return comm::Grant{next == count, encode(given)};
    });
    napper.nap();
  }
  CHECK(server.progress().items == static_cast<std::int64_t>(back.size()));
  return back;
}

/// Asks for numbers until there are no more, and gives them back; late now and then.
void take_all(Delay& delay) {
  comm::GrantClient client(world());
  comm::Progress progress;
  Numbers done;
  for (bool is_last = false; !is_last;) {
    while (!client.can_tell()) std::this_thread::yield();
    client.tell({progress, true, false, {}, encode(done)});
    done.clear();
    std::optional<comm::Grant> grant;
    for (comm::Napper napper; !(grant = client.granted());) napper.nap();
    delay(world().rank() == 1 ? 20000 : 2000);
    done = decode(grant->items);
    progress.items += static_cast<std::int64_t>(done.size());
    is_last = grant->is_last;
  }
  client.finish({progress, false, true, {}, encode(done)});
}

/// Opens a talk, with empty grants.
void open_talk() {
  const auto count = static_cast<std::size_t>(world().is_root() ? world().size() : 0);
  const auto first = comm::scatter_grants(world(), std::vector<comm::Grant>(count));
  CHECK(first.items.empty());
  CHECK_FALSE(first.is_last);
}

}  // namespace

TEST_CASE("every number that rank 0 grants comes back once, from late ranks too", "[comm]") {
  for (const int chunk : {1, 7, 1000}) {
    Delay delay(static_cast<unsigned>(world().rank() * 31 + chunk));
    const int count = 40 * chunk;
    open_talk();
    if (!world().is_root()) {
      take_all(delay);
      continue;
    }
    auto back = give(count, chunk, delay);
    std::ranges::sort(back);
    Numbers expected(world().size() == 1 ? 0 : static_cast<std::size_t>(count));
    for (std::size_t i = 0; i < expected.size(); ++i) expected[i] = static_cast<int>(i);
    CHECK(back == expected);
  }
}

TEST_CASE("one talk may follow another at once, for no message goes astray", "[comm]") {
  for (int round = 0; round < 20; ++round) {
    Delay none(0);
    open_talk();
    if (world().is_root()) {
      const auto back = give(10, 3, none);
      CHECK(back.size() == (world().size() == 1 ? 0U : 10U));
    } else {
      take_all(none);
    }
  }
}

TEST_CASE("rank 0 sees a slow rank move while it waits itself", "[comm]") {
  if (world().size() == 1) return;
  open_talk();
  if (!world().is_root()) {
    comm::GrantClient client(world());
    for (int step = 1; world().rank() == 1 && step <= 6; ++step) {
      std::this_thread::sleep_for(std::chrono::milliseconds(30));
      if (client.can_tell()) client.tell({{step, 0, 0}, false, false, {}, {}});
    }
    client.finish({{7, 1, 100}, false, true, {}, {}});
    return;
  }
  comm::GrantServer server(world());
  int changes = 0;
  std::int64_t last = 0;
  for (comm::Napper napper; !server.is_over(); napper.nap()) {
    server.serve([](int, const comm::Told&) { return std::nullopt; });
    const auto now = server.progress().items;
    if (now != last) ++changes;
    last = now;
  }
  CHECK(changes >= 3);
  const int others = world().size() - 1;
  CHECK(server.progress().items == 7 * others);
  CHECK(server.progress().failed == others);
  CHECK(server.progress().bytes == 100 * others);
}

TEST_CASE("ranks that wait leave the processor to others", "[comm]") {
  comm::barrier(world());
  const std::clock_t before = std::clock();
  if (world().is_root()) std::this_thread::sleep_for(std::chrono::milliseconds(500));
  comm::barrier(world());
  const double cpu_seconds = static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC;
  // A rank that spins would use all of the half second, where there is a core for it.
  CHECK(cpu_seconds < 0.2);
}
