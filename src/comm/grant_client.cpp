#include <utility>

#include "comm/grant_messages.hpp"
#include "comm/mpi.hpp"
#include "mpietl/comm/napper.hpp"

namespace mpietl::comm {

struct GrantClient::State {
  explicit State(const Communicator& ranks) : communicator(ranks) {}

  bool has_gone() {
    int done = 0;
    MPI_Test(&sending, &done, MPI_STATUS_IGNORE);
    return done != 0;
  }

  /// Takes all that rank 0 has said.
  void hear() {
    for (int is_there = 1; !is_dismissed;) {
      MPI_Status status;
      MPI_Iprobe(0, tag_grant, raw(communicator), &is_there, &status);
      if (is_there == 0) return;
      int size = 0;
      MPI_Get_count(&status, MPI_BYTE, &size);
      Bytes said(static_cast<std::size_t>(size));
      MPI_Recv(said.data(), size, MPI_BYTE, 0, tag_grant, raw(communicator), MPI_STATUS_IGNORE);
      take(answer_from(said));
    }
  }

  void take(Answer&& answer) {
    if (auto* granted = std::get_if<Grant>(&answer)) {
      grant = std::move(*granted);
    } else if (auto* called = std::get_if<StopCall>(&answer)) {
      // Of two that came at once, the more urgent one.
      if (!stop || called->grace_seconds < stop->grace_seconds) stop = std::move(*called);
    } else {
      is_dismissed = true;
    }
  }

  Communicator communicator;
  Bytes message;
  MPI_Request sending = MPI_REQUEST_NULL;
  std::optional<Grant> grant;
  std::optional<StopCall> stop;
  bool is_dismissed = false;
};

GrantClient::GrantClient(const Communicator& communicator)
    : state_(std::make_unique<State>(communicator)) {}

GrantClient::~GrantClient() = default;

bool GrantClient::can_tell() { return state_->has_gone(); }

void GrantClient::tell(const Told& told) {
  state_->message = to_message(told);
  MPI_Isend(state_->message.data(), static_cast<int>(state_->message.size()), MPI_BYTE, 0, tag_told,
            raw(state_->communicator), &state_->sending);
}

std::optional<Grant> GrantClient::granted() {
  state_->hear();
  return std::exchange(state_->grant, std::nullopt);
}

std::optional<StopCall> GrantClient::stop_called() {
  state_->hear();
  return std::exchange(state_->stop, std::nullopt);
}

void GrantClient::finish(Told told) {
  wait(state_->sending, no_pulse);
  told.is_last = true;
  tell(told);
  wait(state_->sending, no_pulse);
  for (Napper napper; !state_->is_dismissed; napper.nap()) state_->hear();
}

}  // namespace mpietl::comm
