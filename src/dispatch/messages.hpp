#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "mpietl/core/codec.hpp"

// What rank 0 and the other ranks send each other while they work.
namespace mpietl::dispatch {

/// How far a rank is, or all ranks together.
struct Progress {
  std::int64_t items = 0;   ///< finished, whatever came of them
  std::int64_t failed = 0;  ///< of those, the failed ones
  std::int64_t bytes = 0;   ///< of input that was worked on
};

/// A request to stop before all is done.
struct StopRequest {
  std::string reason;
  double grace_seconds = 0.0;  ///< that are left to finish what was begun
};

/// From a worker to rank 0.
struct WorkerMessage {
  Progress progress;
  bool wants_units = false;
  bool is_last = false;               ///< nothing follows
  std::optional<StopRequest> stop{};  ///< all ranks should stop, for a reason that this one met
  Bytes records{};                    ///< of items that are done
};

/// From rank 0 to a worker that wants units.
struct Grant {
  bool is_last = false;  ///< there is no more work
  Bytes units;
};

/// Rank 0 has received a worker's last message; nothing follows.
struct Goodbye {};

/// From rank 0 to a worker.
using CoordinatorMessage = std::variant<Grant, StopRequest, Goodbye>;

Bytes encode(const WorkerMessage& message);

/// Fills `message`, whose memory is used again.
void decode(const Bytes& bytes, WorkerMessage& message);

Bytes encode(const CoordinatorMessage& message);
CoordinatorMessage decode_coordinator_message(const Bytes& bytes);

}  // namespace mpietl::dispatch
