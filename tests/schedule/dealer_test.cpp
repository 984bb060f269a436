#include "mpietl/schedule/dealer.hpp"

#include <algorithm>
#include <numeric>
#include <random>

#include "schedule/task_lists.hpp"
#include "support/catch.hpp"

using namespace mpietl::schedule;
using namespace mpietl::schedule::test;

namespace {

/// Ranks request work in random order until there is none; returns what each got.
std::vector<std::vector<Given>> ask_at_random(Dealer& dealer, std::size_t ranks, unsigned seed) {
  std::mt19937 random(seed);
  std::uniform_int_distribution<std::size_t> rank(0, ranks - 1);
  std::vector<std::vector<Given>> grants;
  while (!dealer.is_empty()) grants.push_back(dealer.grant(rank(random)));
  for (std::size_t i = 0; i < ranks; ++i) CHECK(dealer.grant(i).empty());
  return grants;
}

double largest_load(const std::vector<std::vector<Given>>& shares) {
  double most = 0.0;
  for (const auto& share : shares) most = std::max(most, seconds_of(share));
  return most;
}

std::vector<std::vector<Given>> static_shares(std::vector<double> sizes, std::size_t ranks,
                                              int threads = 1) {
  return Dealer(tasks_of(std::move(sizes)), policy_of(ranks, threads, false)).first();
}

}  // namespace

TEST_CASE("every task is given once, whatever the policy and the order of questions",
          "[schedule]") {
  for (unsigned seed = 0; seed < 60; ++seed) {
    const std::size_t count = seed * 17;
    const std::size_t ranks = 1 + seed % 17;
    const std::size_t chunk = seed % 3 == 0 ? 1 + seed % 7 : 0;
    Dealer dealer(tasks_of(skewed_sizes(count, seed)),
                  policy_of(ranks, 1 + static_cast<int>(seed % 4), seed % 5 != 0, chunk));
    Ledger ledger(count);
    const auto first = dealer.first();
    REQUIRE(first.size() == ranks);
    ledger.add(first);
    ledger.add(ask_at_random(dealer, ranks, seed));
    CHECK(ledger.has_each_once());
    CHECK(dealer.is_empty());
  }
}

TEST_CASE("a static job is granted completely at the start", "[schedule]") {
  Dealer dealer(tasks_of(skewed_sizes(1000, 1)), policy_of(7, 2, false));
  Ledger ledger(1000);
  ledger.add(dealer.first());
  CHECK(ledger.has_each_once());
  CHECK(dealer.grant(3).empty());
}

TEST_CASE("static shares are within the bound of longest first", "[schedule]") {
  for (unsigned seed = 0; seed < 40; ++seed) {
    const std::size_t count = 1 + seed * 13;
    const std::size_t ranks = 1 + seed % 17;
    const auto shares = static_shares(skewed_sizes(count, seed), ranks);
    double total = 0.0;
    double longest = 0.0;
    for (const auto& share : shares) {
      total += seconds_of(share);
      for (const auto& given : share) longest = std::max(longest, given.estimated_seconds);
    }
    const auto m = static_cast<double>(ranks);
    // The last rank to end got its last task when it had the least load; most such tasks are short.
    const double optimum_is_at_least = std::max(total / m, longest);
    CHECK(largest_load(shares) <= optimum_is_at_least * (2.0 - 1.0 / m) * (1.0 + 1e-9));
  }
}

TEST_CASE("static shares stay within Graham's bound of an optimum that is known", "[schedule]") {
  // Tasks that fill each of m ranks exactly, cut at random.
  for (unsigned seed = 0; seed < 40; ++seed) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> cut(0.0, 1e7);
    const std::size_t ranks = 2 + seed % 20;
    std::vector<double> sizes;
    for (std::size_t rank = 0; rank < ranks; ++rank) {
      std::vector<double> cuts{0.0, 1e7, cut(random), cut(random), cut(random)};
      std::ranges::sort(cuts);
      for (std::size_t i = 1; i < cuts.size(); ++i) sizes.push_back(cuts[i] - cuts[i - 1]);
    }
    std::ranges::shuffle(sizes, random);
    const double bound = 4.0 / 3.0 - 1.0 / (3.0 * static_cast<double>(ranks));
    constexpr double optimum_seconds = 10.0;
    // Sizes are sorted to one part in 256.
    CHECK(largest_load(static_shares(sizes, ranks)) <= optimum_seconds * bound * (1.0 + 1.0 / 128));
  }
}

TEST_CASE("static shares of Graham's worst case are as he says", "[schedule]") {
  // 2m + 1 tasks; the optimum on m ranks is 3m.
  for (std::size_t m = 2; m <= 20; ++m) {
    std::vector<double> sizes;
    for (std::size_t length = 2 * m - 1; length > m; --length) {
      sizes.insert(sizes.end(), 2, 1e6 * static_cast<double>(length));
    }
    sizes.insert(sizes.end(), 3, 1e6 * static_cast<double>(m));
    CHECK(largest_load(static_shares(sizes, m)) ==
          Approx(4.0 * static_cast<double>(m) - 1.0).epsilon(1e-4));
  }
}

TEST_CASE("ranks with more threads get more", "[schedule]") {
  Policy policy{false, 0, {1, 2, 5}};
  const auto shares = Dealer(tasks_of(skewed_sizes(20000, 3)), policy).first();
  const double per_thread = seconds_of(shares[0]);
  CHECK(seconds_of(shares[1]) / 2.0 == Approx(per_thread).epsilon(0.01));
  CHECK(seconds_of(shares[2]) / 5.0 == Approx(per_thread).epsilon(0.01));
}

TEST_CASE("tasks without cost are dealt evenly", "[schedule]") {
  Tasks tasks = tasks_of(std::vector<double>(100, 0.0));
  tasks.priors = {{1e-6, 0.0}};
  for (const auto& share : Dealer(tasks, policy_of(10, 1, false)).first()) {
    CHECK(share.size() == 10);
  }
}

TEST_CASE("the first part leaves most of the work for grants", "[schedule]") {
  Dealer dealer(tasks_of(skewed_sizes(50000, 9)), policy_of(16, 2, true));
  const double all = dealer.seconds_left();
  const auto first = dealer.first();
  const double mean = (all - dealer.seconds_left()) / 16.0;
  CHECK(dealer.seconds_left() > 0.7 * all);
  CHECK(dealer.seconds_left() < 0.8 * all);
  for (const auto& share : first) CHECK(seconds_of(share) == Approx(mean).epsilon(0.1));
}

TEST_CASE("grants shrink, and no task is larger than those before", "[schedule]") {
  constexpr std::size_t ranks = 8;
  Dealer dealer(tasks_of(skewed_sizes(50000, 4)), policy_of(ranks, 1, true));
  dealer.first();
  double before = dealer.seconds_left();
  double largest = before;
  const auto grants = ask_at_random(dealer, ranks, 4);
  for (const auto& grant : grants) {
    REQUIRE_FALSE(grant.empty());
    CHECK(seconds_of(grant) - grant.back().estimated_seconds <= before);
    before = seconds_of(grant);
    // Tasks in the same bucket of the sort may be in any order.
    CHECK(grant.front().estimated_seconds <= largest * (1.0 + 1.0 / 128));
    largest = grant.front().estimated_seconds;
  }
  CHECK(grants.size() > 3 * ranks);
  CHECK(grants.size() < 60 * ranks);
  CHECK(seconds_of(grants.back()) < seconds_of(grants.front()) / 20.0);
}

TEST_CASE("a chunk is the number of tasks of a grant", "[schedule]") {
  Dealer dealer(tasks_of(skewed_sizes(1000, 2)), policy_of(5, 2, true, 7));
  std::size_t first = 0;
  for (const auto& share : dealer.first()) first += share.size();
  CHECK(first == 7 * 5 * 2);
  const auto grants = ask_at_random(dealer, 5, 2);
  for (std::size_t i = 0; i + 1 < grants.size(); ++i) CHECK(grants[i].size() == 7);
}

TEST_CASE("the same requests get the same grants", "[schedule]") {
  const auto deal = [] {
    Dealer dealer(tasks_of(skewed_sizes(5000, 6)), policy_of(9, 2, true));
    std::vector<std::size_t> order;
    const auto note = [&](const std::vector<Given>& share) {
      for (const auto& given : share) order.push_back(given.task.value);
    };
    for (const auto& share : dealer.first()) note(share);
    for (std::size_t i = 0; !dealer.is_empty(); ++i) {
      const auto grant = dealer.grant(i * 5 % 9);
      note(grant);
      for (const auto& given : grant) dealer.learn(i % 9, given.task, 1e-3);
    }
    return order;
  };
  CHECK(deal() == deal());
}

TEST_CASE("more ranks than tasks, and no tasks at all", "[schedule]") {
  for (const bool is_dynamic : {true, false}) {
    for (const std::size_t count : {std::size_t{0}, std::size_t{3}}) {
      Dealer dealer(tasks_of(skewed_sizes(count, 3)), policy_of(10000, 1, is_dynamic));
      const auto first = dealer.first();
      const auto served = std::ranges::count_if(first, [](const auto& s) { return s.size() == 1; });
      CHECK(static_cast<std::size_t>(served) == count);
      CHECK(dealer.is_empty());
      CHECK(dealer.grant(9999).empty());
    }
  }
}

TEST_CASE("a rank that is slow gets less", "[schedule]") {
  constexpr std::size_t ranks = 4;
  const auto sizes = skewed_sizes(20000, 8);
  Dealer dealer(tasks_of(sizes), policy_of(ranks, 1, true));
  const auto first = dealer.first();
  for (std::size_t rank = 0; rank < ranks; ++rank) {
    const double slowness = rank == 2 ? 4.0 : 1.0;
    for (const auto& given : first[rank]) {
      dealer.learn(rank, given.task, slowness * given.estimated_seconds);
    }
  }
  const double of_fast = seconds_of(dealer.grant(0));
  const double of_slow = seconds_of(dealer.grant(2));
  CHECK(of_slow < 0.4 * of_fast);
  CHECK(of_slow > 0.1 * of_fast);
}

TEST_CASE("at ten thousand ranks a round of grants stays small", "[schedule][large]") {
  constexpr std::size_t ranks = 10000;
  const Tasks tasks{6'000'000, [](std::size_t) { return Task{0, 1e4}; }, {{1e-6, 1e-6}}};
  Dealer dealer(tasks, policy_of(ranks, 1, true));
  std::size_t given = 0;
  for (const auto& share : dealer.first()) given += share.size();
  CHECK(given == std::size_t{1} << 20U);
  CHECK(dealer.grant(17).size() == (std::size_t{1} << 20U) / ranks);
}

TEST_CASE("tasks that cost less than rank 0's messages are not left to the end", "[schedule]") {
  constexpr std::size_t ranks = 10000;
  Dealer dealer(tasks_of(skewed_sizes(200'000, 5)), policy_of(ranks, 1, true));
  const double mean = dealer.seconds_left() / 200'000;
  dealer.first();
  std::size_t left = 0;
  double seconds = 0.0;
  for (const auto& grant : ask_at_random(dealer, ranks, 5)) {
    left += grant.size();
    seconds += seconds_of(grant);
  }
  REQUIRE(left > 1000);
  CHECK(seconds / static_cast<double>(left) == Approx(mean).epsilon(0.1));
}

TEST_CASE("a million tasks on ten thousand ranks", "[schedule][large]") {
  constexpr std::size_t count = 1'000'000;
  for (const bool is_dynamic : {true, false}) {
    Dealer dealer(tasks_of(skewed_sizes(count, 12)), policy_of(10000, 1, is_dynamic));
    Ledger ledger(count);
    ledger.add(dealer.first());
    for (std::size_t rank = 0; !dealer.is_empty(); rank = (rank + 7919) % 10000) {
      ledger.add(dealer.grant(rank));
    }
    CHECK(ledger.has_each_once());
  }
}
