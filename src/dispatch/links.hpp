#pragma once

#include <optional>
#include <vector>

#include "dispatch/messages.hpp"
#include "mpietl/comm/communicator.hpp"

namespace mpietl::dispatch {

/// Gives `grants[i]` of rank 0 to rank i; other ranks pass none. Collective; returns this rank's.
/// It opens the work: a rank that has sent its last message must not send one of the next work
/// before rank 0 is there, and so waits for its grant here.
Grant scatter_grants(const comm::Communicator& world, const std::vector<Grant>& grants);

/// Rank 0's end of the messages between ranks while they work. Nothing here waits.
class CoordinatorLink {
 public:
  explicit CoordinatorLink(const comm::Communicator& world);

  /// Takes the next message that has arrived into `message`; returns the rank that sent it.
  std::optional<int> receive(WorkerMessage& message);

  void send(int rank, Grant grant) const;

  /// Asks all workers to stop that have not sent their last message.
  void send_to_all(const StopRequest& stop) const;

  /// Sum of what the workers have told so far.
  [[nodiscard]] Progress progress() const;

  /// Whether all workers have sent their last message, and were sent all that was for them.
  [[nodiscard]] bool is_over() const { return working_ == 0 && world_.has_sent_all(); }

 private:
  comm::Communicator world_;
  std::vector<Progress> progress_;  // by rank
  std::vector<bool> is_working_;    // likewise
  int working_;
  Bytes bytes_;  // kept: its memory serves the next message
};

/// A worker's end. Nothing here waits but finish().
class WorkerLink {
 public:
  explicit WorkerLink(const comm::Communicator& world) : world_(world) {}

  /// Whether the message before has gone.
  [[nodiscard]] bool can_send() const { return world_.has_sent_all(); }
  void send(const WorkerMessage& message) const;

  /// The grant that was asked for, when it has arrived.
  std::optional<Grant> take_grant();

  /// Rank 0's request to stop, when it has arrived.
  std::optional<StopRequest> take_stop();

  /// Sends the last message, and returns when rank 0 has received it; what rank 0 sent meanwhile is
  /// dropped.
  void finish(WorkerMessage message);

 private:
  void receive_all();

  comm::Communicator world_;
  std::optional<Grant> grant_;
  std::optional<StopRequest> stop_;
  bool is_over_ = false;
};

}  // namespace mpietl::dispatch
