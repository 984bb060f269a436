#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mpietl {

/// Texts of any bytes, one behind the other. A text costs its bytes and one for its length (two
/// from 128 bytes on, and so on); it is found again by its place.
class TextStore {
 public:
  /// Where the next text will be.
  [[nodiscard]] std::uint64_t end() const { return end_; }

  void append(std::string_view text);

  /// The text at `place`, which moves behind it. `place` is one that end() or this function gave.
  [[nodiscard]] std::string read(std::uint64_t& place) const;

 private:
  void put(std::string_view bytes);

  [[nodiscard]] char at(std::uint64_t place) const {
    return chunks_[place / chunk_bytes][place % chunk_bytes];
  }

  static constexpr std::size_t chunk_bytes = std::size_t{1} << 20U;

  // Each of that length, but for the last, so that what is in them hardly ever moves.
  std::vector<std::string> chunks_;
  std::uint64_t end_ = 0;
};

}  // namespace mpietl
