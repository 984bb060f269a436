#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "mpietl/core/codec.hpp"

// Messages between rank 0 and the other ranks during the work.
namespace mpietl::dispatch {

/// Progress of a rank, or of all ranks together.
struct Progress {
  std::int64_t items = 0;   ///< finished: done, failed or skipped
  std::int64_t failed = 0;  ///< of those, the failed ones
  std::int64_t bytes = 0;   ///< of input that was processed
};

/// A request to stop early.
struct StopRequest {
  std::string reason;
  double grace_seconds = 0.0;  ///< to finish items in progress
};

/// From a worker to rank 0.
struct WorkerMessage {
  Progress progress;
  bool wants_units = false;
  bool is_last = false;               ///< nothing follows
  std::optional<StopRequest> stop{};  ///< asks all ranks to stop
  Bytes records{};                    ///< of finished items
};

/// From rank 0 to a worker that asked for units.
struct Grant {
  bool is_last = false;  ///< no more work
  Bytes units;
};

/// Rank 0 has received a worker's last message; no more messages follow.
struct Goodbye {};

/// From rank 0 to a worker.
using CoordinatorMessage = std::variant<Grant, StopRequest, Goodbye>;

Bytes encode(const WorkerMessage& message);

/// Fills `message` and reuses its memory.
void decode(const Bytes& bytes, WorkerMessage& message);

Bytes encode(const CoordinatorMessage& message);
CoordinatorMessage decode_coordinator_message(const Bytes& bytes);

}  // namespace mpietl::dispatch
