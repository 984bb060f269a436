#pragma once

#include <algorithm>
#include <span>
#include <string_view>
#include <vector>

#include "mpietl/job/options.hpp"

// Options by their keys in a job file.
namespace mpietl::job {

template <class Owner>
using Options = std::span<const Option<Owner>>;

/// The option with that key; nullptr when there is none.
template <class Owner>
const Option<Owner>* find_option(Options<Owner> options, std::string_view section,
                                 std::string_view key) {
  const auto found = std::ranges::find_if(
      options, [&](const auto& option) { return option.section == section && option.key == key; });
  return found == options.end() ? nullptr : &*found;
}

/// All keys of a section.
template <class Owner>
std::vector<std::string_view> keys_of(Options<Owner> options, std::string_view section) {
  std::vector<std::string_view> keys;
  for (const auto& option : options) {
    if (option.section == section) keys.push_back(option.key);
  }
  return keys;
}

/// The names that may be outside of sections: names of sections, and keys without a section.
template <class Owner>
std::vector<std::string_view> names_at_top(Options<Owner> options) {
  std::vector<std::string_view> names;
  for (const auto& option : options) {
    const auto name = option.section.empty() ? option.key : option.section;
    if (std::ranges::find(names, name) == names.end()) names.push_back(name);
  }
  return names;
}

}  // namespace mpietl::job
