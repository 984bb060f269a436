#pragma once

#include <optional>
#include <vector>

#include "dispatch/messages.hpp"
#include "mpietl/comm/communicator.hpp"

namespace mpietl::dispatch {

/// Sends `grants[i]` of rank 0 to rank i; other ranks pass none. Collective; returns this rank's
/// grant. Every distribute() starts with it: a rank that has sent its last message waits here for
/// rank 0, and cannot send messages of the next distribute() too early.
Grant scatter_grants(const comm::Communicator& world, const std::vector<Grant>& grants);

/// Rank 0's end of the messages between ranks during the work. No method blocks.
class CoordinatorLink {
 public:
  explicit CoordinatorLink(const comm::Communicator& world);

  /// Receives the next message into `message`; returns its sender, or empty if none has arrived.
  std::optional<int> receive(WorkerMessage& message);

  void send(int rank, Grant grant) const;

  /// Asks all workers to stop that have not sent their last message.
  void send_to_all(const StopRequest& stop) const;

  /// Sum of the progress that workers have reported.
  [[nodiscard]] Progress progress() const;

  /// Whether all workers have sent their last message, and all messages to them have left.
  [[nodiscard]] bool is_over() const { return working_ == 0 && world_.has_sent_all(); }

 private:
  comm::Communicator world_;
  std::vector<Progress> progress_;  // by rank
  std::vector<bool> is_working_;    // by rank
  int working_;
  Bytes bytes_;  // reused for its memory
};

/// A worker's end. Only finish() blocks.
class WorkerLink {
 public:
  explicit WorkerLink(const comm::Communicator& world) : world_(world) {}

  /// Whether the last message has left.
  [[nodiscard]] bool can_send() const { return world_.has_sent_all(); }
  void send(const WorkerMessage& message) const;

  /// The grant that was asked for, once it has arrived.
  std::optional<Grant> take_grant();

  /// Rank 0's request to stop, once it has arrived.
  std::optional<StopRequest> take_stop();

  /// Sends the last message, and returns when rank 0 has received it. Drops what rank 0 sends
  /// meanwhile.
  void finish(WorkerMessage message);

 private:
  void receive_all();

  comm::Communicator world_;
  std::optional<Grant> grant_;
  std::optional<StopRequest> stop_;
  bool is_over_ = false;
};

}  // namespace mpietl::dispatch
