#include <algorithm>

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

}  // namespace

int threads_of_rank(const comm::Communicator& world, std::int64_t asked) {
  if (asked > 0) return static_cast<int>(asked);
  const auto host = comm::on_this_host(world);
  const auto all = comm::gather(host, encode(allowed_cpus()));
  const Bytes shared = comm::from_root(host, [&] {
    std::vector<std::vector<int>> cpus;
    for (const auto& each : all) cpus.push_back(decode(each));
    return encode(schedule::share_cpus(cpus));
  });
  const int by_environment = run::threads_asked_by_environment();
  if (by_environment > 0) return std::min(by_environment, most_threads);
  return decode(shared).at(static_cast<std::size_t>(host.rank()));
}

}  // namespace mpietl::app
