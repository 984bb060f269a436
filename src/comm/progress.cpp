#include "mpietl/comm/progress.hpp"

#include <array>
#include <vector>

#include "comm/mpi.hpp"
#include "mpietl/comm/collectives.hpp"
#include "mpietl/core/stopwatch.hpp"

namespace mpietl::comm {

namespace {

constexpr double tell_interval_seconds = 0.1;

/// items, failed, bytes, and 1 in the last message of a rank.
using Message = std::array<std::int64_t, 4>;

Message message_of(const Progress& progress, bool is_last) {
  return {progress.items, progress.failed, progress.bytes, is_last ? 1 : 0};
}

}  // namespace

struct ProgressChannel::State {
  Communicator communicator;
  Message out{};
  MPI_Request sending = MPI_REQUEST_NULL;
  Stopwatch since_sent;
  std::vector<Message> told;  // rank 0: the latest of each rank; others: their own

  explicit State(const Communicator& ranks)
      : communicator(ranks), told(static_cast<std::size_t>(ranks.is_root() ? ranks.size() : 1)) {}

  bool send_is_free() {
    int done = 0;
    MPI_Test(&sending, &done, MPI_STATUS_IGNORE);
    return done != 0;
  }

  void send(const Message& message) {
    out = message;
    MPI_Isend(out.data(), static_cast<int>(out.size()), MPI_INT64_T, 0, tag_progress,
              raw(communicator), &sending);
    since_sent.lap();
  }

  void receive_all() {
    for (;;) {
      int there = 0;
      MPI_Status status;
      MPI_Iprobe(MPI_ANY_SOURCE, tag_progress, raw(communicator), &there, &status);
      if (there == 0) return;
      auto& latest = told[static_cast<std::size_t>(status.MPI_SOURCE)];
      MPI_Recv(latest.data(), static_cast<int>(latest.size()), MPI_INT64_T, status.MPI_SOURCE,
               tag_progress, raw(communicator), MPI_STATUS_IGNORE);
    }
  }

  [[nodiscard]] bool all_finished() const {
    for (const auto& each : told) {
      if (each[3] == 0) return false;
    }
    return true;
  }
};

ProgressChannel::ProgressChannel(const Communicator& communicator)
    : state_(std::make_unique<State>(communicator)) {}

ProgressChannel::~ProgressChannel() = default;

void ProgressChannel::tell(const Progress& mine) {
  state_->told[0] = message_of(mine, false);
  if (state_->communicator.is_root()) return;
  if (state_->since_sent.seconds() < tell_interval_seconds || !state_->send_is_free()) return;
  state_->send(state_->told[0]);
}

Progress ProgressChannel::sum() {
  // A rank that has finished may already tell of its next work, on a channel of its own.
  if (state_->communicator.is_root() && !state_->all_finished()) state_->receive_all();
  Progress sum;
  for (const auto& each : state_->told) {
    sum.items += each[0];
    sum.failed += each[1];
    sum.bytes += each[2];
  }
  return sum;
}

void ProgressChannel::finish(const Progress& mine, const Pulse& pulse) {
  state_->told[0] = message_of(mine, true);
  if (state_->communicator.is_root()) {
    Napper napper;
    while (sum(), !state_->all_finished()) {
      pulse();
      napper.nap();
    }
  } else {
    wait(state_->sending, pulse);
    state_->send(state_->told[0]);
    wait(state_->sending, pulse);
  }
  // Only when rank 0 has heard all, others may open their next channel.
  barrier(state_->communicator, pulse);
}

}  // namespace mpietl::comm
