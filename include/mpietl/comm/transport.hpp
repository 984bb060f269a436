#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>

#include "mpietl/core/codec.hpp"

namespace mpietl::comm {

/// The tag of a message. Messages with one tag from one rank to another arrive in order.
enum class Tag : std::uint8_t {
  scatter = 1,
  gather,
  broadcast,
  barrier,
  clock,
  worker,
  coordinator
};

/// For receive(): from any rank.
inline constexpr int any_rank = -1;

/// Largest message in bytes; longer data are sent in pieces. MPI counts are ints, so it is far
/// below 2 GiB.
inline constexpr std::size_t max_message_bytes = std::size_t{1} << 30U;

/// Sends messages between the ranks of a job, over MPI or between threads of one process. An object
/// is the end of one rank, for one of its threads. No method blocks.
class Transport {
 public:
  Transport() = default;
  Transport(const Transport&) = delete;
  Transport& operator=(const Transport&) = delete;
  Transport(Transport&&) = delete;
  Transport& operator=(Transport&&) = delete;
  virtual ~Transport() = default;

  [[nodiscard]] virtual int rank() const = 0;
  [[nodiscard]] virtual int size() const = 0;

  /// Starts sending at most max_message_bytes.
  virtual void send(int to, Tag tag, Bytes bytes) = 0;

  /// Whether everything passed to send() has been sent.
  virtual bool has_sent_all() = 0;

  /// Receives the next message with that tag from rank `from`, or any_rank, into `bytes`. Returns
  /// the rank of the sender; empty if no message has arrived.
  virtual std::optional<int> receive(int from, Tag tag, Bytes& bytes) = 0;

  /// The ranks on this host. Collective.
  virtual std::shared_ptr<Transport> ranks_on_this_host() = 0;

  /// The first `count` ranks; empty on the others. Collective over all of them.
  virtual std::shared_ptr<Transport> first_ranks(int count) = 0;

  /// Ends all ranks at once with this exit status.
  virtual void abort(int exit_status) = 0;
};

}  // namespace mpietl::comm
