#include "comm/hydra.hpp"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <string_view>

namespace mpietl::comm {

namespace {

constexpr int patience_milliseconds = 1000;

bool say(int socket, std::string_view text) noexcept {
  return ::send(socket, text.data(), text.size(), MSG_NOSIGNAL) ==
         static_cast<ssize_t>(text.size());
}

bool can_be_read(int socket, int milliseconds) noexcept {
  pollfd answer{.fd = socket, .events = POLLIN, .revents = 0};
  return ::poll(&answer, 1, milliseconds) > 0;
}

// Which answer it is follows from what was said last.
void drop_answer(int socket) noexcept {
  std::array<char, 256> text{};
  [[maybe_unused]] const auto length = ::read(socket, text.data(), text.size());
}

}  // namespace

int socket_to_hydra(const Variables& environment) {
  // Slurm's PMI tells a socket as well, but not this, and asks for no word.
  if (!environment.contains("MPI_LOCALNRANKS")) return -1;
  const auto found = environment.find("PMI_FD");
  if (found == environment.end()) return -1;
  int socket = -1;
  const std::string& text = found->second;
  std::from_chars(text.data(), text.data() + text.size(), socket);
  return socket;
}

void say_to_hydra_that_end_is_reached(int socket) {
  if (socket >= 0) say(socket, "cmd=barrier_in\n");
}

bool hydra_has_answered(int socket) {
  if (socket < 0) return true;
  if (!can_be_read(socket, 0)) return false;
  drop_answer(socket);
  return true;
}

void take_leave_of_hydra(int socket) noexcept {
  // Hydra fails when nobody takes its answer.
  if (socket < 0 || !say(socket, "cmd=finalize\n")) return;
  if (can_be_read(socket, patience_milliseconds)) drop_answer(socket);
}

}  // namespace mpietl::comm
