#pragma once

#include <memory>
#include <optional>

#include "mpietl/comm/transport.hpp"

namespace mpietl::comm {

/// The ranks of a job. It is the first argument of collective functions, which one thread of each
/// rank must call. A waiting rank sleeps between checks and leaves the processor to others.
class Communicator {
 public:
  explicit Communicator(std::shared_ptr<Transport> transport);

  [[nodiscard]] int rank() const { return rank_; }
  [[nodiscard]] int size() const { return size_; }
  [[nodiscard]] bool is_root() const { return rank_ == 0; }

  /// Starts sending `bytes` to a rank, in pieces of at most `piece_bytes`.
  void send(int to, Tag tag, Bytes bytes, std::size_t piece_bytes = max_message_bytes) const;

  /// Whether all messages of this rank have been sent.
  [[nodiscard]] bool has_sent_all() const { return transport_->has_sent_all(); }

  /// Waits until all messages of this rank have been sent.
  void wait_until_sent() const;

  /// Receives the next message from `from`, or from any_rank, and returns the rank of the sender;
  /// empty if no message has arrived.
  std::optional<int> receive(int from, Tag tag, Bytes& bytes,
                             std::size_t piece_bytes = max_message_bytes) const;

  /// Waits for the next message of `from`.
  [[nodiscard]] Bytes wait_for(int from, Tag tag,
                               std::size_t piece_bytes = max_message_bytes) const;

  /// The ranks on this rank's host. Collective.
  [[nodiscard]] Communicator on_this_host() const;

  /// The first `count` ranks; empty on the others. Collective over all of them.
  [[nodiscard]] std::optional<Communicator> first_ranks(int count) const;

  /// Ends all ranks at once with this exit status, for failures on which they cannot agree.
  void abort(int exit_status) const { transport_->abort(exit_status); }

 private:
  std::shared_ptr<Transport> transport_;
  int rank_;
  int size_;
};

}  // namespace mpietl::comm
