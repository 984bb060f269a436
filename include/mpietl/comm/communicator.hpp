#pragma once

#include <memory>
#include <optional>

#include "mpietl/comm/transport.hpp"

namespace mpietl::comm {

/// The ranks of a job. Collective functions take it first; all its ranks must call them, each from
/// one thread. While a rank waits it sleeps between looks, so that the processor is free.
class Communicator {
 public:
  explicit Communicator(std::shared_ptr<Transport> transport);

  [[nodiscard]] int rank() const { return rank_; }
  [[nodiscard]] int size() const { return size_; }
  [[nodiscard]] bool is_root() const { return rank_ == 0; }

  /// Starts to send `bytes` to a rank, in pieces of at most `piece_bytes`.
  void send(int to, Tag tag, Bytes bytes, std::size_t piece_bytes = max_message_bytes) const;

  /// Whether all that this rank sends has left it.
  [[nodiscard]] bool has_sent_all() const { return transport_->has_sent_all(); }

  /// Returns when all that this rank sends has left it.
  void wait_until_sent() const;

  /// Takes the next message of `from`, or of any_rank, and returns the sender's rank; none when no
  /// message has arrived.
  std::optional<int> receive(int from, Tag tag, Bytes& bytes,
                             std::size_t piece_bytes = max_message_bytes) const;

  /// Waits for the next message of `from`.
  [[nodiscard]] Bytes wait_for(int from, Tag tag,
                               std::size_t piece_bytes = max_message_bytes) const;

  /// The ranks that share this rank's host. Collective.
  [[nodiscard]] Communicator on_this_host() const;

  /// The first `count` ranks; none on the others. Collective over all of them.
  [[nodiscard]] std::optional<Communicator> first_ranks(int count) const;

  /// Ends all ranks at once with this exit status. For failures that cannot be agreed on.
  void abort(int exit_status) const { transport_->abort(exit_status); }

 private:
  std::shared_ptr<Transport> transport_;
  int rank_;
  int size_;
};

}  // namespace mpietl::comm
