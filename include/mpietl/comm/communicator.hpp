#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include "mpietl/comm/launch.hpp"

namespace mpietl::comm {

/// Called again and again while a rank waits, so that it can do something else meanwhile.
using Pulse = std::function<void()>;

/// A pulse for those who have nothing else to do.
inline void no_pulse() {}

/// Lengths of naps between looks at something that has not happened yet: from microseconds to a
/// millisecond, and to ten when it takes long. Quick where an answer is near, and cheap where not:
/// once beyond a millisecond, a nap is a fiftieth of the time that was waited.
class Napper {
 public:
  /// The next nap's length.
  std::chrono::microseconds next() {
    using std::chrono::microseconds;
    waited_ += length_;
    const auto nap = length_;
    const auto longest = std::clamp(waited_ / 50, microseconds(1000), microseconds(10000));
    length_ = std::min(longest, length_ * 2);
    return nap;
  }

  void nap() { std::this_thread::sleep_for(next()); }

  /// It has happened: the next one may be near.
  void reset() { *this = Napper(); }

 private:
  std::chrono::microseconds length_{10};
  std::chrono::microseconds waited_{0};
};

/// Largest message in bytes; longer data goes in pieces. MPI counts are ints, so it stays far
/// below 2 GiB.
inline constexpr std::size_t message_limit = std::size_t{1} << 30U;

/// The ranks of a job. Collective functions take it first; all its ranks must call them, from
/// the thread that made the Session. While a rank waits it naps, and calls its pulse.
class Communicator {
 public:
  struct Handle;
  explicit Communicator(std::shared_ptr<const Handle> handle);

  [[nodiscard]] int rank() const { return rank_; }
  [[nodiscard]] int size() const { return size_; }
  [[nodiscard]] bool is_root() const { return rank_ == 0; }
  [[nodiscard]] const Handle& handle() const { return *handle_; }

 private:
  std::shared_ptr<const Handle> handle_;
  int rank_ = 0;
  int size_ = 1;
};

class Lifeline;

/// MPI from initialisation to finalisation. Make one, in main's thread, before any other thread.
/// While it lives, a process whose launcher has gone ends within seconds.
class Session {
 public:
  /// Throws Error(internal) when MPI does not let a threaded program make calls from one thread,
  /// and Error(usage) with the right command when the launcher is not one of this MPI library.
  Session(int* argc, char*** argv, Company company = Company::ranks);

  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  Session(Session&&) = delete;
  Session& operator=(Session&&) = delete;

  /// Finalises MPI, and ends the process by SIGALRM with a message when the library hangs for a
  /// minute. While an exception unwinds, ends all ranks instead: they would wait for ever.
  ~Session();

  [[nodiscard]] Communicator world() const;

 private:
  int exceptions_at_start_;
  std::unique_ptr<Lifeline> lifeline_;
};

/// The ranks of `communicator` that share this rank's host.
Communicator on_this_host(const Communicator& communicator);

/// The first `count` ranks of `communicator`; none on the others. Collective over all of them.
std::optional<Communicator> first_ranks(const Communicator& communicator, int count);

/// Name and version of the MPI library.
std::string library_version();

/// Ends all ranks at once with this exit status. For failures that cannot be agreed on.
[[noreturn]] void abort_all(int exit_status);

}  // namespace mpietl::comm
