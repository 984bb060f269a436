#pragma once

#include <cstdint>
#include <memory>

#include "mpietl/comm/communicator.hpp"

namespace mpietl::comm {

/// How far a rank is, or all ranks together.
struct Progress {
  std::int64_t items = 0;   ///< finished, whatever came of them
  std::int64_t failed = 0;  ///< of those, the failed ones
  std::int64_t bytes = 0;   ///< of input that was worked on
};

/// Brings the progress of all ranks to rank 0 while they work, without blocking any.
class ProgressChannel {
 public:
  explicit ProgressChannel(const Communicator& communicator);
  ProgressChannel(const ProgressChannel&) = delete;
  ProgressChannel& operator=(const ProgressChannel&) = delete;
  ProgressChannel(ProgressChannel&&) = delete;
  ProgressChannel& operator=(ProgressChannel&&) = delete;
  ~ProgressChannel();

  /// Says how far this rank is. Returns at once; sends only a few times a second.
  void tell(const Progress& mine);

  /// Rank 0: what all ranks have told so far. Others: their own.
  Progress sum();

  /// Collective: tells the last of it, and waits until all ranks have. Calls `pulse` meanwhile.
  void finish(const Progress& mine, const Pulse& pulse);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace mpietl::comm
