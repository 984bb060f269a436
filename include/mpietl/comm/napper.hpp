#pragma once

#include <algorithm>
#include <chrono>
#include <thread>

namespace mpietl::comm {

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

}  // namespace mpietl::comm
