#include "comm/grant_messages.hpp"
#include "comm/mpi.hpp"

namespace mpietl::comm {

struct GrantClient::State {
  explicit State(const Communicator& ranks) : communicator(ranks) {}

  bool has_gone() {
    int done = 0;
    MPI_Test(&sending, &done, MPI_STATUS_IGNORE);
    return done != 0;
  }

  Communicator communicator;
  Bytes message;
  MPI_Request sending = MPI_REQUEST_NULL;
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
  int is_there = 0;
  MPI_Status status;
  MPI_Iprobe(0, tag_grant, raw(state_->communicator), &is_there, &status);
  if (is_there == 0) return std::nullopt;
  int size = 0;
  MPI_Get_count(&status, MPI_BYTE, &size);
  Bytes message(static_cast<std::size_t>(size));
  MPI_Recv(message.data(), size, MPI_BYTE, 0, tag_grant, raw(state_->communicator),
           MPI_STATUS_IGNORE);
  return grant_from(message);
}

void GrantClient::finish(Told told) {
  wait(state_->sending, no_pulse);
  told.is_last = true;
  tell(told);
  wait(state_->sending, no_pulse);
}

}  // namespace mpietl::comm
