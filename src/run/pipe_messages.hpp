#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mpietl/core/codec.hpp"
#include "mpietl/core/file.hpp"

// Messages between a rank and its worker process, over a stream socket.
namespace mpietl::run {

/// The kinds of messages.
enum class MessageKind : std::uint8_t {
  start,         ///< to the worker: what to do
  units,         ///< to the worker: more units
  close,         ///< to the worker: no more units will come
  drop_waiting,  ///< to the worker: drop what has not begun
  give_up,       ///< to the worker: abandon what has begun
  records,       ///< to the rank: the records of a unit
  host_failure,  ///< to the rank
  usage,         ///< to the rank, last: what the worker used
};

struct PipeMessage {
  MessageKind kind{};
  Bytes bytes;
};

/// One end of the connection, which owns its socket. Sending blocks until the other end receives.
class PipeEnd {
 public:
  explicit PipeEnd(FileDescriptor socket) : socket_(std::move(socket)) {}

  [[nodiscard]] int descriptor() const { return socket_.number(); }

  /// Returns false if the other end is closed.
  bool send(MessageKind kind, const Bytes& bytes = {}) const;

  /// Waits for the next message; empty if the other end is closed.
  [[nodiscard]] std::optional<PipeMessage> receive() const;

 private:
  FileDescriptor socket_;
};

}  // namespace mpietl::run
