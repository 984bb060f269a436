#pragma once

#include <algorithm>
#include <chrono>
#include <thread>

namespace mpietl::comm {

/// Pauses between checks for an event: from ten microseconds up to a millisecond, and up to ten
/// milliseconds after a long wait. It reacts fast to early events and costs little for late ones:
/// beyond a millisecond, a pause is a fiftieth of the time waited so far.
class Backoff {
 public:
  /// The length of the next pause.
  std::chrono::microseconds next() {
    using std::chrono::microseconds;
    waited_ += length_;
    const auto pause = length_;
    const auto longest = std::clamp(waited_ / 50, microseconds(1000), microseconds(10000));
    length_ = std::min(longest, length_ * 2);
    return pause;
  }

  void pause() { std::this_thread::sleep_for(next()); }

  /// Starts again with short pauses: the event has come, and the next one may be near.
  void reset() { *this = Backoff(); }

 private:
  std::chrono::microseconds length_{10};
  std::chrono::microseconds waited_{0};
};

}  // namespace mpietl::comm
