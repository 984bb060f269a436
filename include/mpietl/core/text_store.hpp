#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

namespace mpietl {

/// Texts of any bytes, one behind the other. A text costs its bytes and one for its length (two
/// from 128 bytes on, and so on); it is found again by its place.
class TextStore {
 public:
  /// Where the next text will be.
  [[nodiscard]] std::uint64_t end() const { return bytes_.size(); }

  void append(std::string_view text);

  /// The text at `place`, which moves behind it. `place` is one that end() or this function gave.
  [[nodiscard]] std::string read(std::uint64_t& place) const;

 private:
  // Grows without a second copy of what is there.
  std::deque<char> bytes_;
};

}  // namespace mpietl
