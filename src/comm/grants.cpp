#include "mpietl/comm/grants.hpp"

#include <list>
#include <span>
#include <utility>
#include <vector>

#include "comm/grant_messages.hpp"
#include "comm/mpi.hpp"

namespace mpietl::comm {

struct GrantServer::State {
  /// A grant on its way: MPI needs its bytes until it has gone.
  struct Sending {
    Bytes bytes;
    MPI_Request request = MPI_REQUEST_NULL;
  };

  explicit State(const Communicator& ranks)
      : communicator(ranks),
        progress(static_cast<std::size_t>(ranks.size())),
        working(ranks.size() - 1),
        has_told_last(static_cast<std::size_t>(ranks.size())) {}

  void send(int rank, const Reply& reply) {
    Sending& sending = sent.emplace_back();
    sending.bytes = to_message(reply);
    MPI_Isend(sending.bytes.data(), static_cast<int>(sending.bytes.size()), MPI_BYTE, rank,
              tag_grant, raw(communicator), &sending.request);
  }

  void forget_what_has_gone() {
    std::erase_if(sent, [](Sending& sending) {
      int has_gone = 0;
      MPI_Test(&sending.request, &has_gone, MPI_STATUS_IGNORE);
      return has_gone != 0;
    });
  }

  void dismiss(int rank) {
    send(rank, Farewell{});
    has_told_last[static_cast<std::size_t>(rank)] = true;
    --working;
  }

  /// Takes the next message that has arrived, and returns the rank that it is of.
  std::optional<int> receive() {
    int is_there = 0;
    MPI_Status status;
    MPI_Iprobe(MPI_ANY_SOURCE, tag_told, raw(communicator), &is_there, &status);
    if (is_there == 0) return std::nullopt;
    int size = 0;
    MPI_Get_count(&status, MPI_BYTE, &size);
    const auto bytes = static_cast<std::size_t>(size);
    if (message.size() < bytes) message.resize(bytes);
    MPI_Recv(message.data(), size, MPI_BYTE, status.MPI_SOURCE, tag_told, raw(communicator),
             MPI_STATUS_IGNORE);
    read_told(std::span<const std::byte>(message).first(bytes), told);
    return status.MPI_SOURCE;
  }

  Communicator communicator;
  std::vector<Progress> progress;   // by rank
  int working;                      // ranks that have more to tell
  std::vector<bool> has_told_last;  // by rank
  std::list<Sending> sent;
  Bytes message;  // kept, as is what was told last: their memory serves the next one
  Told told;
};

GrantServer::GrantServer(const Communicator& communicator)
    : state_(std::make_unique<State>(communicator)) {}

GrantServer::~GrantServer() = default;

bool GrantServer::serve(const Serve& serve) {
  state_->forget_what_has_gone();
  bool has_served = false;
  // A rank that has told its last may already take part in something else.
  while (state_->working > 0) {
    const auto received = state_->receive();
    if (!received) break;
    const int rank = *received;
    const auto& told = state_->told;
    has_served = true;
    state_->progress[static_cast<std::size_t>(rank)] = told.progress;
    if (auto grant = serve(rank, told)) state_->send(rank, *grant);
    if (told.is_last) state_->dismiss(rank);
  }
  return has_served;
}

void GrantServer::call_stop(const StopCall& stop) {
  for (int rank = 1; rank < state_->communicator.size(); ++rank) {
    if (!state_->has_told_last[static_cast<std::size_t>(rank)]) state_->send(rank, stop);
  }
}

Progress GrantServer::progress() const {
  Progress sum;
  for (const auto& each : state_->progress) {
    sum.items += each.items;
    sum.failed += each.failed;
    sum.bytes += each.bytes;
  }
  return sum;
}

bool GrantServer::is_over() {
  state_->forget_what_has_gone();
  return state_->working == 0 && state_->sent.empty();
}

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
      take(reply_from(said));
    }
  }

  void take(Reply&& reply) {
    if (auto* granted = std::get_if<Grant>(&reply)) {
      grant = std::move(*granted);
    } else if (auto* called = std::get_if<StopCall>(&reply)) {
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
