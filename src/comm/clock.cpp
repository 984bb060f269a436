#include "mpietl/comm/clock.hpp"

#include <array>
#include <fstream>
#include <string>

#include "comm/mpi.hpp"
#include "mpietl/comm/collectives.hpp"

namespace mpietl::comm {

namespace {

constexpr int questions = 8;

/// Names the running kernel: processes that read the same share one monotonic clock.
std::string boot_id() {
  std::string id;
  std::ifstream("/proc/sys/kernel/random/boot_id") >> id;
  return id;
}

double steady_seconds() {
  return std::chrono::duration<double>(Stopwatch::clock::now().time_since_epoch()).count();
}

double exchange_double(const Communicator& communicator, int partner, const double* out) {
  double in = 0.0;
  MPI_Request request = MPI_REQUEST_NULL;
  if (out != nullptr) {
    MPI_Isend(out, 1, MPI_DOUBLE, partner, tag_clock, raw(communicator), &request);
  } else {
    MPI_Irecv(&in, 1, MPI_DOUBLE, partner, tag_clock, raw(communicator), &request);
  }
  wait(request, no_pulse);
  return in;
}

void answer(const Communicator& communicator, int rank, const JobClock& clock) {
  for (int i = 0; i < questions; ++i) {
    exchange_double(communicator, rank, nullptr);
    const double now = clock.now();
    exchange_double(communicator, rank, &now);
  }
}

JobClock ask(const Communicator& communicator) {
  double quickest = 1e9;
  JobClock clock;
  for (int i = 0; i < questions; ++i) {
    const Stopwatch watch;
    const double question = 0.0;
    exchange_double(communicator, 0, &question);
    const double theirs = exchange_double(communicator, 0, nullptr);
    const double there_and_back = watch.seconds();
    if (there_and_back >= quickest) continue;
    quickest = there_and_back;
    clock = JobClock(theirs + there_and_back / 2);
  }
  return clock;
}

}  // namespace

JobClock share_clock(const Communicator& communicator, const JobClock& clock, bool ask_always) {
  const std::string here = boot_id();
  const Bytes told = from_root(communicator, [&] {
    ByteWriter writer;
    writer.put(here);
    writer.put(steady_seconds() - clock.now());
    return writer.take();
  });
  std::string root_id;
  double origin = 0.0;
  ByteReader reader(told);
  reader.get(root_id);
  reader.get(origin);

  const bool asks = !communicator.is_root() && (ask_always || here.empty() || root_id != here);
  const auto askers = gather(communicator, Bytes(asks ? 1 : 0));
  if (communicator.is_root()) {
    for (int rank = 1; rank < communicator.size(); ++rank) {
      if (!askers[static_cast<std::size_t>(rank)].empty()) answer(communicator, rank, clock);
    }
    return clock;
  }
  return asks ? ask(communicator) : JobClock(steady_seconds() - origin);
}

}  // namespace mpietl::comm
