// What MPICH's launcher hears of a process that ends without MPI_Finalize.
#include "comm/hydra.hpp"

#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <string>
#include <string_view>

#include "support/catch.hpp"

using namespace mpietl;

namespace {

/// A process's socket and Hydra's end of it.
class Sockets {
 public:
  Sockets() { REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends_.data()) == 0); }
  ~Sockets() {
    ::close(ends_[0]);
    hydra_goes();
  }
  Sockets(const Sockets&) = delete;
  Sockets& operator=(const Sockets&) = delete;
  Sockets(Sockets&&) = delete;
  Sockets& operator=(Sockets&&) = delete;

  int of_process() const { return ends_[0]; }

  void hydra_says(std::string_view text) const {
    REQUIRE(::write(ends_[1], text.data(), text.size()) == static_cast<ssize_t>(text.size()));
  }

  std::string hydra_hears() const {
    std::array<char, 256> text{};
    const auto length = ::recv(ends_[1], text.data(), text.size(), MSG_DONTWAIT);
    return {text.data(), length > 0 ? static_cast<std::size_t>(length) : 0};
  }

  void hydra_goes() {
    if (ends_[1] >= 0) ::close(ends_[1]);
    ends_[1] = -1;
  }

 private:
  std::array<int, 2> ends_{-1, -1};
};

}  // namespace

TEST_CASE("only Hydra's processes have a socket to it", "[comm]") {
  CHECK(comm::socket_to_hydra({{"PMI_FD", "7"}, {"MPI_LOCALNRANKS", "2"}}) == 7);
  CHECK(comm::socket_to_hydra({{"PMI_FD", "7"}, {"SLURM_STEP_ID", "0"}}) == -1);
  CHECK(comm::socket_to_hydra({{"MPI_LOCALNRANKS", "2"}}) == -1);
  CHECK(comm::socket_to_hydra({{"PMI_FD", "none"}, {"MPI_LOCALNRANKS", "2"}}) == -1);
  CHECK(comm::socket_to_hydra({}) == -1);
}

TEST_CASE("a process waits until Hydra has heard of all, and takes its leave", "[comm]") {
  const Sockets sockets;
  comm::say_to_hydra_that_end_is_reached(sockets.of_process());
  CHECK(sockets.hydra_hears() == "cmd=barrier_in\n");
  CHECK_FALSE(comm::hydra_has_answered(sockets.of_process()));
  sockets.hydra_says("cmd=barrier_out\n");
  CHECK(comm::hydra_has_answered(sockets.of_process()));

  sockets.hydra_says("cmd=finalize_ack\n");
  comm::take_leave_of_hydra(sockets.of_process());
  CHECK(sockets.hydra_hears() == "cmd=finalize\n");
  CHECK_FALSE(comm::hydra_has_answered(sockets.of_process()));
}

TEST_CASE("a Hydra that is gone, or none, keeps nobody", "[comm]") {
  Sockets sockets;
  sockets.hydra_goes();
  CHECK(comm::hydra_has_answered(sockets.of_process()));
  comm::take_leave_of_hydra(sockets.of_process());
  CHECK(comm::hydra_has_answered(-1));
  comm::take_leave_of_hydra(-1);
}
