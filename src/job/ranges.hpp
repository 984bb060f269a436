#pragma once

#include <string>
#include <type_traits>

#include "job/settings.hpp"
#include "mpietl/core/columns.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"

namespace mpietl::job {

/// Throws Error(usage), its text after `where`, when the number of `setting` in `owner` is out of
/// range, or its text cannot be.
template <class Owner, class Value>
void check_range(const Setting<Owner, Value>& setting, const Owner& owner,
                 const std::string& where) {
  if (setting.check != nullptr) {
    try {
      setting.check(owner.*setting.member);
    } catch (const Error& error) {
      throw Error(error.reason(), where + error.what());
    }
  }
  if constexpr (std::is_arithmetic_v<Value>) {
    if (setting.lowest == setting.highest) return;
    const auto value = static_cast<double>(owner.*setting.member);
    if (value >= setting.lowest && value <= setting.highest) return;
    throw Error(Reason::usage, where + std::string(setting.key) + " = " + format_real(value) +
                                   " is out of range; allowed is " + format_real(setting.lowest) +
                                   " to " + format_real(setting.highest));
  }
}

/// check_range() for each setting of a section.
template <class Owner, class Settings>
void check_ranges(const Owner& owner, const Settings& settings, const std::string& where) {
  for_each_column(settings, [&](const auto& setting) { check_range(setting, owner, where); });
}

}  // namespace mpietl::job
