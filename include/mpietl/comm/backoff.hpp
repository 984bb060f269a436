#pragma once

#include <algorithm>
#include <chrono>
#include <thread>

namespace mpietl::comm {

/// Pauses between looks at something that has not happened yet: from ten microseconds to a
/// millisecond, and to ten when it takes long. Quick where an answer is near, and cheap where not:
/// beyond a millisecond, a pause is a fiftieth of the time that was waited.
class Backoff {
 public:
  /// The next pause's length.
  std::chrono::microseconds next() {
    using std::chrono::microseconds;
    waited_ += length_;
    const auto pause = length_;
    const auto longest = std::clamp(waited_ / 50, microseconds(1000), microseconds(10000));
    length_ = std::min(longest, length_ * 2);
    return pause;
  }

  void pause() { std::this_thread::sleep_for(next()); }

  /// It has happened: the next one may be near.
  void reset() { *this = Backoff(); }

 private:
  std::chrono::microseconds length_{10};
  std::chrono::microseconds waited_{0};
};

}  // namespace mpietl::comm
