#include "mpietl/comm/clock.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <limits>
#include <map>
#include <vector>

#include "mpietl/comm/collectives.hpp"
#include "mpietl/core/codec.hpp"

namespace mpietl::comm {

namespace {

constexpr int questions = 8;

/// How a rank gets the common clock.
enum class Role : std::uint8_t {
  shares,   ///< reads the monotonic clock of rank 0
  asks,     ///< asks rank 0
  follows,  ///< reads the same clock as a rank that asks
};

/// The zero of the job's clock on a rank's monotonic clock.
struct Origin {
  double seconds = 0.0;
  double error_seconds = 0.0;
};

double steady_seconds() {
  return std::chrono::duration<double>(Stopwatch::clock::now().time_since_epoch()).count();
}

void send(const Communicator& communicator, int rank, const Origin& origin) {
  ByteWriter writer;
  writer.put(origin.seconds);
  writer.put(origin.error_seconds);
  communicator.send(rank, Tag::clock, writer.take());
}

Origin receive(const Communicator& communicator, int rank) {
  Origin origin;
  const auto bytes = communicator.wait_for(rank, Tag::clock);
  ByteReader reader(bytes);
  reader.get(origin.seconds);
  reader.get(origin.error_seconds);
  return origin;
}

/// Rank 0's part of ask(); returns the result of the rank that asked.
Origin answer(const Communicator& communicator, int rank, const JobClock& clock) {
  for (int i = 0; i < questions; ++i) {
    receive(communicator, rank);
    send(communicator, rank, {clock.now(), 0.0});
  }
  return receive(communicator, rank);
}

Origin ask(const Communicator& communicator) {
  Origin best{0.0, std::numeric_limits<double>::infinity()};
  for (int i = 0; i < questions; ++i) {
    const double asked = steady_seconds();
    send(communicator, 0, {});
    const double theirs = receive(communicator, 0).seconds;
    const double half = (steady_seconds() - asked) / 2;
    if (half < best.error_seconds) best = {asked + half - theirs, half};
  }
  send(communicator, 0, best);
  return best;
}

/// For each rank, the first rank with the same name; ranks without a name are alone.
std::vector<int> first_of_name(const std::vector<Bytes>& names) {
  std::map<std::string, int> first;
  std::vector<int> ranks;
  for (const auto& bytes : names) {
    std::string name;
    ByteReader(bytes).get(name);
    const int rank = static_cast<int>(ranks.size());
    ranks.push_back(name.empty() ? rank : first.emplace(name, rank).first->second);
  }
  return ranks;
}

Bytes encode(Role role, double origin_seconds) {
  ByteWriter writer;
  writer.put(role);
  writer.put(origin_seconds);
  return writer.take();
}

/// Sends each rank its role, and answers those that ask.
void lead(const Communicator& communicator, const JobClock& clock, const std::vector<int>& first) {
  std::vector<Bytes> roles;
  for (const int asker : first) {
    const int rank = static_cast<int>(roles.size());
    const Role role = asker == 0 ? Role::shares : asker == rank ? Role::asks : Role::follows;
    roles.push_back(encode(role, clock.origin_seconds()));
  }
  scatter(communicator, roles);
  std::map<int, Origin> origins;
  for (int rank = 1; rank < communicator.size(); ++rank) {
    const int asker = first[static_cast<std::size_t>(rank)];
    if (asker == rank) {
      origins[rank] = answer(communicator, rank, clock);
    } else if (asker != 0) {
      send(communicator, rank, origins.at(asker));
    }
  }
}

Origin follow(const Communicator& communicator) {
  const Bytes bytes = scatter(communicator, {});
  Role role{};
  Origin origin;
  ByteReader reader(bytes);
  reader.get(role);
  reader.get(origin.seconds);
  if (role == Role::asks) return ask(communicator);
  return role == Role::follows ? receive(communicator, 0) : origin;
}

}  // namespace

std::string clock_name() {
  std::string boot;
  std::ifstream("/proc/sys/kernel/random/boot_id") >> boot;
  if (boot.empty()) return boot;
  std::error_code no_namespaces;  // kernels before Linux 5.6 have no time namespaces
  return boot + " " + std::filesystem::read_symlink("/proc/self/ns/time", no_namespaces).string();
}

SharedClock share_clock(const Communicator& communicator, const JobClock& clock,
                        const std::string& name) {
  ByteWriter writer;
  writer.put(name);
  const auto names = gather(communicator, writer.take());
  if (communicator.is_root()) {
    lead(communicator, clock, first_of_name(names));
    return {clock, 0.0};
  }
  const Origin origin = follow(communicator);
  return {JobClock::from_origin(origin.seconds), origin.error_seconds};
}

double clock_error(const Communicator& communicator, const SharedClock& mine,
                   const std::string& name) {
  const auto again = share_clock(communicator, mine, name);
  if (again.error_seconds == 0.0) return mine.error_seconds;
  const double drift_seconds = std::abs(again.origin_seconds() - mine.origin_seconds());
  return std::max(mine.error_seconds, drift_seconds + again.error_seconds);
}

}  // namespace mpietl::comm
