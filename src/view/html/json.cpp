#include "view/html/json.hpp"

#include <array>
#include <charconv>
#include <cmath>

namespace mpietl::view::html {

Json rounded(double value) {
  constexpr int digits = 7;
  if (!std::isfinite(value)) return nullptr;
  std::array<char, 32> text{};
  const auto [end, error] = std::to_chars(text.data(), text.data() + text.size(), value,
                                          std::chars_format::scientific, digits - 1);
  double shorter = value;
  std::from_chars(text.data(), end, shorter);
  return shorter;
}

Json known(std::int64_t count) {
  if (count < 0) return nullptr;
  return count;
}

}  // namespace mpietl::view::html
