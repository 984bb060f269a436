#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "mpietl/comm/communicator.hpp"
#include "mpietl/core/codec.hpp"

namespace mpietl::comm {

/// How far a rank is, or all ranks together.
struct Progress {
  std::int64_t items = 0;   ///< finished, whatever came of them
  std::int64_t failed = 0;  ///< of those, the failed ones
  std::int64_t bytes = 0;   ///< of input that was worked on
};

/// A call to stop before all is done.
struct StopCall {
  std::string reason;
  double grace_seconds = 0.0;  ///< that are left to finish what was begun
};

/// What a rank tells rank 0 while it works.
struct Told {
  Progress progress;
  bool asks = false;             ///< for more work
  bool is_last = false;          ///< nothing follows
  std::optional<StopCall> stop;  ///< all ranks should stop, for a reason that this one met
  Bytes records;                 ///< of items that are done
};

/// What rank 0 answers to a rank that asks.
struct Grant {
  bool is_last = false;  ///< there is no more work
  Bytes items;
};

/// Gives `grants[i]` of rank 0 to rank i; other ranks pass none. Collective; returns this rank's.
/// It opens each talk: a rank that has told its last must not tell of the next before rank 0 is
/// there, and so waits for its grant here.
Grant scatter_grants(const Communicator& communicator, const std::vector<Grant>& grants);

/// Rank 0's end of the talk between ranks while they work. Nothing here blocks.
class GrantServer {
 public:
  explicit GrantServer(const Communicator& communicator);
  GrantServer(const GrantServer&) = delete;
  GrantServer& operator=(const GrantServer&) = delete;
  GrantServer(GrantServer&&) = delete;
  GrantServer& operator=(GrantServer&&) = delete;
  ~GrantServer();

  /// Hears what a rank told; returns a grant if it asked.
  using Serve = std::function<std::optional<Grant>(int rank, const Told& told)>;

  /// Serves all that has arrived and returns whether anything had.
  bool serve(const Serve& serve);

  /// Tells all ranks that have more to tell to stop.
  void call_stop(const StopCall& stop);

  /// Sum of what the other ranks have told so far.
  [[nodiscard]] Progress progress() const;

  /// Whether all other ranks have told their last, and have got all that they were granted.
  [[nodiscard]] bool is_over();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Another rank's end. Nothing here blocks but finish().
class GrantClient {
 public:
  explicit GrantClient(const Communicator& communicator);
  GrantClient(const GrantClient&) = delete;
  GrantClient& operator=(const GrantClient&) = delete;
  GrantClient(GrantClient&&) = delete;
  GrantClient& operator=(GrantClient&&) = delete;
  ~GrantClient();

  /// Whether tell() can be called: the message before has gone.
  bool can_tell();
  void tell(const Told& told);

  /// The answer to a question, when it has arrived.
  std::optional<Grant> granted();

  /// Rank 0's call to stop, when it has arrived.
  std::optional<StopCall> stop_called();

  /// Tells the last, and returns when rank 0 has heard it; what rank 0 said meanwhile is dropped.
  void finish(Told told);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace mpietl::comm
