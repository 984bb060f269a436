#pragma once

#include <span>
#include <variant>

#include "mpietl/comm/grants.hpp"

// What ranks say to each other while they work, as bytes.
namespace mpietl::comm {

Bytes to_message(const Told& told);

/// Fills `told`, whose memory is used again.
void read_told(std::span<const std::byte> message, Told& told);

/// Rank 0 has heard a rank's last; nothing follows.
struct Farewell {};

/// What rank 0 says to another.
using Reply = std::variant<Grant, StopCall, Farewell>;

Bytes to_message(const Reply& reply);
Reply reply_from(const Bytes& message);

}  // namespace mpietl::comm
