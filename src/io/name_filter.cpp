#include "mpietl/io/name_filter.hpp"

#include <fnmatch.h>

#include <algorithm>

#include "mpietl/io/audio_format.hpp"

namespace mpietl::io {

namespace {

std::string last_part(const std::string& path) { return path.substr(path.rfind('/') + 1); }

bool matches(const std::string& pattern, const std::string& relative) {
  const bool is_path = pattern.find('/') != std::string::npos;
  const std::string text = is_path ? relative : last_part(relative);
  return ::fnmatch(pattern.c_str(), text.c_str(), 0) == 0;
}

bool any_matches(const std::vector<std::string>& patterns, const std::string& relative) {
  return std::ranges::any_of(patterns,
                             [&](const auto& pattern) { return matches(pattern, relative); });
}

}  // namespace

bool NameFilter::takes_file(const std::string& relative) const {
  if (any_matches(exclude, relative)) return false;
  return include.empty() ? has_audio_extension(last_part(relative))
                         : any_matches(include, relative);
}

bool NameFilter::enters_folder(const std::string& relative) const {
  return !any_matches(exclude, relative);
}

}  // namespace mpietl::io
