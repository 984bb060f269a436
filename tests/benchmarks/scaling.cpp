// Prints how far the schedule scales: a hundred million items on ten thousand ranks in virtual
// time, with the costs of a real run, and with the same shape of costs at other means; what the
// Dealer costs rank 0 in time and memory.
//
// usage: benchmark_scaling REPORT.h5 [RANKS [ITEMS [MILLISECONDS...]]]
#include "mpietl/schedule/scaling.hpp"

#include <malloc.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "mpietl/core/error.hpp"
#include "mpietl/core/stopwatch.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/job/item_list.hpp"
#include "mpietl/report/analysis/pilot.hpp"
#include "mpietl/report/hdf5/file.hpp"

using namespace mpietl;
using namespace mpietl::schedule;

namespace {

constexpr double goal_efficiency = 0.98;
constexpr double goal_root_busy = 0.5;
constexpr double goal_bytes = 300.0;

struct Question {
  std::string report;
  std::size_t ranks = 10'000;
  std::size_t items = 100'000'000;
  std::vector<double> milliseconds{10.0, 25.0, 30.0, 100.0};
};

Question question_of(int argc, char** argv) {
  if (argc < 2) {
    throw Error(Reason::usage,
                "usage: benchmark_scaling REPORT.h5 [RANKS [ITEMS [MILLISECONDS...]]]");
  }
  Question question{argv[1]};
  if (argc > 2) question.ranks = static_cast<std::size_t>(parse_integer(argv[2], "RANKS"));
  if (argc > 3) question.items = static_cast<std::size_t>(parse_integer(argv[3], "ITEMS"));
  if (argc > 4) question.milliseconds.clear();
  for (int i = 4; i < argc; ++i) {
    question.milliseconds.push_back(parse_real(argv[i], "MILLISECONDS"));
  }
  return question;
}

std::vector<KnownTask> known_tasks(const report::Pilot& pilot) {
  std::map<std::string, std::size_t> kinds;
  std::vector<KnownTask> tasks;
  for (const auto& file : pilot.files) {
    const auto kind = kinds.emplace(file.extension, kinds.size()).first->second;
    tasks.push_back({{kind, static_cast<double>(file.bytes)}, file.thread_seconds, false});
  }
  if (tasks.empty()) throw Error(Reason::usage, "no file of this report is done");
  return tasks;
}

double mean_seconds(std::span<const KnownTask> known) {
  double sum = 0.0;
  for (const auto& task : known) sum += task.thread_seconds;
  return sum / static_cast<double>(known.size());
}

std::vector<KnownTask> scaled(std::vector<KnownTask> known, double factor) {
  for (auto& task : known) task.thread_seconds *= factor;
  return known;
}

Policy policy_of(std::size_t ranks) { return {true, 0, std::vector<int>(ranks, 1)}; }

double allocated_bytes() {
  const auto info = ::mallinfo2();
  return static_cast<double>(info.uordblks + info.hblkhd);
}

const char* verdict(bool is_reached) { return is_reached ? "reached" : "NOT REACHED"; }

void print_simulation(const std::vector<KnownTask>& known, const Question& question,
                      double serial_seconds) {
  const Stopwatch watch;
  const ScalingPoint whole{
      question.ranks, question.items,
      simulate(draw(known, question.items), policy_of(question.ranks), MachineCosts{}),
      serial_seconds};
  const auto& result = whole.work;
  const double best = result.busy_seconds / static_cast<double>(result.threads);
  std::printf(
      "%8.2f ms: %8.1f s (at best %.1f), efficiency %.4f (%s), rank 0 busy %.3f (%s), "
      "%.0f grants/s, longest %.2f s, imbalance %.3f; whole run %.0f s, efficiency %.4f "
      "[%.0f s to simulate]\n",
      1e3 * mean_seconds(known), result.wall_seconds, best, result.efficiency(),
      verdict(result.efficiency() >= goal_efficiency), result.root_busy(),
      verdict(result.root_busy() < goal_root_busy), result.grants_per_second(),
      result.longest_seconds, result.imbalance, whole.wall_seconds(), whole.efficiency(),
      watch.seconds());
  std::fflush(stdout);
}

/// Memory of a path of a corpus in the list, at a million items.
double bytes_of_listed_item() {
  constexpr std::size_t items = 1'000'000;
  const double before = allocated_bytes();
  job::ItemList list;
  list.begin_group({});
  for (std::size_t i = 0; i < items; ++i) {
    auto number = std::to_string(i);
    number.insert(0, 8 - number.size(), '0');
    list.add("corpus/speaker" + number.substr(0, 5) + "/utterance-" + number + ".wav",
             "speaker" + number.substr(0, 5) + "/utterance-" + number + ".wav");
    list.set_status(i, {100'000, false});
  }
  return (allocated_bytes() - before) / static_cast<double>(items);
}

void print_memory(const std::vector<KnownTask>& known, const Question& question) {
  const auto work = draw(known, question.items);
  const double before = allocated_bytes();
  Dealer dealer(work.tasks, policy_of(question.ranks));
  const auto items = static_cast<double>(question.items);
  const double sorted = (allocated_bytes() - before) / items;
  const auto first = dealer.first();
  const double dealt = (allocated_bytes() - before) / items;
  const double listed = bytes_of_listed_item();
  std::printf(
      "memory of rank 0 an item: list %.1f bytes, Dealer %.1f, with the first parts %.1f; "
      "together %.1f (%s)\n",
      listed, sorted, dealt, listed + dealt, verdict(listed + dealt < goal_bytes));
}

/// Time of granting and learning here, without messages.
void print_dealer_time(const std::vector<KnownTask>& known, const Question& question) {
  const auto work = draw(known, std::min<std::size_t>(question.items, 20'000'000));
  const Stopwatch sort_watch;
  Dealer dealer(work.tasks, policy_of(question.ranks));
  const double sort_seconds = sort_watch.seconds();
  dealer.first();
  std::size_t given = 0;
  const Stopwatch watch;
  for (std::size_t rank = 0; !dealer.is_empty(); rank = (rank + 7919) % question.ranks) {
    for (const auto& [task, seconds] : dealer.grant(rank)) {
      dealer.learn(rank, task, work.thread_seconds(task.value));
      ++given;
    }
  }
  if (given == 0) return;
  std::printf("Dealer here: sorts an item in %.0f ns, gives one and learns from it in %.0f ns\n",
              1e9 * sort_seconds / static_cast<double>(work.tasks.count),
              1e9 * watch.seconds() / static_cast<double>(given));
}

void print_limit(const Question& question) {
  const MachineCosts costs;
  const double root = costs.item_seconds + costs.record_seconds;
  std::printf(
      "limit: sending an item and receiving its record cost rank 0 %.2f us, so it serves "
      "%.0f items/s;\n%zu ranks end more than that where an item costs less than %.1f ms "
      "of a thread, and keep it busy for half\nof the time below %.1f ms\n",
      1e6 * root, 1.0 / root, question.ranks, 1e3 * root * static_cast<double>(question.ranks),
      1e3 * root * static_cast<double>(question.ranks) / goal_root_busy);
}

void run(const Question& question) {
  const auto pilot = report::pilot_of(report::read(question.report));
  const auto known = known_tasks(pilot);
  const double mean = mean_seconds(known);
  const double serial_seconds =
      scale_serial(pilot.serial_seconds, static_cast<std::size_t>(pilot.items), question.items);
  std::printf(
      "%zu items on %zu ranks of one thread, drawn from %zu files; goals: efficiency %.2f, "
      "rank 0 busy under %.2f, under %.0f bytes an item\n",
      question.items, question.ranks, known.size(), goal_efficiency, goal_root_busy, goal_bytes);
  std::printf(
      "the whole run has %.0f s for listing, gather and report on rank 0, as measured, "
      "%.1f us an item\n",
      serial_seconds, 1e6 * serial_seconds / static_cast<double>(question.items));
  std::printf("with the costs of the run, then with the same shape of costs at other means:\n");
  print_simulation(known, question, serial_seconds);
  for (const double milliseconds : question.milliseconds) {
    print_simulation(scaled(known, 1e-3 * milliseconds / mean), question, serial_seconds);
  }
  print_limit(question);
  print_dealer_time(known, question);
  print_memory(known, question);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    run(question_of(argc, argv));
  } catch (const Error& error) {
    std::fprintf(stderr, "benchmark_scaling: %s\n", error.what());
    return 2;
  }
  return 0;
}
