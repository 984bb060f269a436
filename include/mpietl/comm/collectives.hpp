#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "mpietl/comm/communicator.hpp"
#include "mpietl/core/codec.hpp"

namespace mpietl::comm {

/// Gives rank 0's bytes to all ranks. `limit`: largest message.
Bytes broadcast(const Communicator& communicator, Bytes bytes, const Pulse& pulse = no_pulse,
                std::size_t limit = message_limit);

/// Gives `parts[i]` of rank 0 to rank i; other ranks pass no parts. Returns this rank's part.
Bytes scatter(const Communicator& communicator, const std::vector<Bytes>& parts,
              const Pulse& pulse = no_pulse, std::size_t limit = message_limit);

/// Collects each rank's bytes at rank 0, by rank; other ranks get nothing.
std::vector<Bytes> gather(const Communicator& communicator, const Bytes& mine,
                          const Pulse& pulse = no_pulse, std::size_t limit = message_limit);

/// Waits until all ranks are here.
void barrier(const Communicator& communicator, const Pulse& pulse = no_pulse);

/// Calls `make` on rank 0 alone and gives its bytes to all ranks. When it throws an Error, all
/// ranks throw that Error.
Bytes from_root(const Communicator& communicator, const std::function<Bytes()>& make,
                const Pulse& pulse = no_pulse);

/// Calls `act` on every rank. When it throws an Error on some, all ranks throw the one of the
/// lowest such rank, so that no rank goes on alone.
void together(const Communicator& communicator, const std::function<void()>& act,
              const Pulse& pulse = no_pulse);

}  // namespace mpietl::comm
