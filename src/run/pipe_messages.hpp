#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mpietl/core/codec.hpp"
#include "mpietl/core/file.hpp"

// Messages between a rank and its worker process, over a stream socket.
namespace mpietl::run {

/// What a message is about.
enum class MessageKind : std::uint8_t {
  start,         ///< to the worker: what it is to do
  units,         ///< to the worker: more of them
  close,         ///< to the worker: no more will come
  drop_waiting,  ///< to the worker: what was not begun is dropped
  give_up,       ///< to the worker: what was begun ends
  records,       ///< to the rank: what came of a unit
  host_failure,  ///< to the rank
  usage,         ///< to the rank, last: what the worker used
};

struct PipeMessage {
  MessageKind kind{};
  Bytes bytes;
};

/// One end of the connection; owns its socket. Sends wait until the other end takes them.
class PipeEnd {
 public:
  explicit PipeEnd(FileDescriptor socket) : socket_(std::move(socket)) {}

  [[nodiscard]] int descriptor() const { return socket_.number(); }

  /// Returns false when the other end is gone.
  bool send(MessageKind kind, const Bytes& bytes = {}) const;

  /// Waits for the next message; none when the other end is gone.
  [[nodiscard]] std::optional<PipeMessage> receive() const;

 private:
  FileDescriptor socket_;
};

}  // namespace mpietl::run
