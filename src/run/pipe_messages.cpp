#include "run/pipe_messages.hpp"

#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace mpietl::run {

namespace {

constexpr std::size_t header_bytes = 1 + sizeof(std::uint64_t);

bool send_all(int socket, const std::byte* data, std::size_t size) {
  while (size > 0) {
    const auto sent = ::send(socket, data, size, MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return false;
    data += sent;
    size -= static_cast<std::size_t>(sent);
  }
  return true;
}

bool receive_all(int socket, std::byte* data, std::size_t size) {
  while (size > 0) {
    const auto received = ::recv(socket, data, size, 0);
    if (received < 0 && errno == EINTR) continue;
    if (received <= 0) return false;
    data += received;
    size -= static_cast<std::size_t>(received);
  }
  return true;
}

}  // namespace

bool PipeEnd::send(MessageKind kind, const Bytes& bytes) const {
  Bytes message(header_bytes + bytes.size());
  message[0] = static_cast<std::byte>(kind);
  const std::uint64_t size = bytes.size();
  std::memcpy(&message[1], &size, sizeof size);
  if (!bytes.empty()) std::memcpy(&message[header_bytes], bytes.data(), bytes.size());
  return send_all(descriptor(), message.data(), message.size());
}

std::optional<PipeMessage> PipeEnd::receive() const {
  std::array<std::byte, header_bytes> header{};
  if (!receive_all(descriptor(), header.data(), header.size())) return std::nullopt;
  PipeMessage message;
  message.kind = static_cast<MessageKind>(header[0]);
  std::uint64_t size = 0;
  std::memcpy(&size, &header[1], sizeof size);
  message.bytes.resize(size);
  if (!receive_all(descriptor(), message.bytes.data(), message.bytes.size())) return std::nullopt;
  return message;
}

}  // namespace mpietl::run
