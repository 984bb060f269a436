#include "mpietl/core/units.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "mpietl/core/text.hpp"

namespace mpietl {

namespace {

/// A unit that people write after a number, and what the number is in the unit that is meant here.
struct Unit {
  std::string_view name;
  double factor;
  std::string_view meant;
};

constexpr std::array units{
    Unit{"Hz", 1.0, "Hz"},       Unit{"hz", 1.0, "Hz"},        Unit{"kHz", 1e3, "Hz"},
    Unit{"khz", 1e3, "Hz"},      Unit{"k", 1e3, ""},           Unit{"dB", 1.0, "dB"},
    Unit{"db", 1.0, "dB"},       Unit{"s", 1.0, "seconds"},    Unit{"sec", 1.0, "seconds"},
    Unit{"ms", 1e-3, "seconds"}, Unit{"min", 60.0, "seconds"}, Unit{"%", 1e-2, ""},
};

}  // namespace

std::string hint_at_unit(std::string_view text) {
  double number = 0.0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  auto name = text.substr(static_cast<std::size_t>(read.ptr - text.data()));
  if (name.starts_with(' ')) name.remove_prefix(1);
  const auto* const unit = std::ranges::find(units, name, &Unit::name);
  if (read.ec != std::errc{} || unit == units.end()) return {};
  return "; write " + format_real(number * unit->factor) +
         (unit->meant.empty() ? "" : ", in " + std::string(unit->meant));
}

}  // namespace mpietl
