#include <algorithm>
#include <set>

#include "app/cores.hpp"
#include "app/distribute.hpp"
#include "app/process_info.hpp"
#include "mpietl/comm/collectives.hpp"
#include "mpietl/run/team.hpp"
#include "mpietl/schedule/threads.hpp"

namespace mpietl::app {

namespace {

Bytes encode(const std::vector<int>& numbers) {
  ByteWriter writer;
  for (const int number : numbers) writer.put(number);
  return writer.take();
}

std::vector<int> decode(const Bytes& bytes) {
  std::vector<int> numbers;
  ByteReader reader(bytes);
  while (!reader.at_end()) reader.get(numbers.emplace_back());
  return numbers;
}

constexpr int most_threads = 4096;  // as in a job file

/// Processors that each rank of a host may use, on its first rank.
std::vector<std::vector<int>> cpus_of_ranks(const comm::Communicator& host) {
  std::vector<std::vector<int>> cpus;
  for (const auto& each : comm::gather(host, encode(allowed_cpus()))) cpus.push_back(decode(each));
  return cpus;
}

}  // namespace

int share_cpus_of_host(const comm::Communicator& world) {
  const auto host = comm::on_this_host(world);
  const auto all = cpus_of_ranks(host);
  const auto cpus = decode(comm::from_root(host, [&] {
    std::set<int> together;
    for (const auto& each : all) together.insert(each.begin(), each.end());
    return encode({together.begin(), together.end()});
  }));
  allow_cpus(cpus);
  return static_cast<int>(cpus.size());
}

int threads_of_rank(const comm::Communicator& world, std::int64_t asked) {
  const int by_environment = std::min(run::threads_asked_by_environment(), most_threads);
  int threads = asked > 0 ? static_cast<int>(asked) : by_environment;
  const bool is_asked = threads > 0;
  if (asked <= 0) {
    const auto host = comm::on_this_host(world);
    const auto cpus = cpus_of_ranks(host);
    const Bytes shared = comm::from_root(host, [&] { return encode(schedule::share_cpus(cpus)); });
    if (!is_asked) threads = decode(shared).at(static_cast<std::size_t>(host.rank()));
  }
  warn_of_cores(world, threads, is_asked);
  return threads;
}

}  // namespace mpietl::app
