#include "io/files/name_chooser.hpp"

#include <fnmatch.h>

#include <algorithm>
#include <cctype>

#include "mpietl/io/audio/extensions.hpp"

namespace mpietl::io {

namespace {

// macOS adds files with this prefix on file systems and in archives without its file attributes.
constexpr std::string_view shadow_prefix = "._";
constexpr std::string_view resource_folder = "__MACOSX";

std::string_view last_part(std::string_view path) { return path.substr(path.rfind('/') + 1); }

/// The extension in lower case; empty for an unusual one.
std::string kind_of(std::string_view name) {
  constexpr std::size_t longest = 8;
  const auto dot = name.rfind('.');
  if (dot == std::string_view::npos || dot == 0 || name.size() - dot - 1 > longest) return {};
  std::string kind;
  bool has_letter = false;
  for (const char c : name.substr(dot + 1)) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) == 0) return {};
    has_letter = has_letter || std::isalpha(byte) != 0;
    kind.push_back(static_cast<char>(std::tolower(byte)));
  }
  return has_letter ? kind : "";
}

}  // namespace

NameChooser::NameChooser(const NameFilter& filter)
    : include_(parsed(filter.include)), exclude_(parsed(filter.exclude)) {
  for (const auto& pattern : include_) {
    wants_shadows_ = wants_shadows_ || last_part(pattern.text).starts_with(shadow_prefix);
    wants_resources_ = wants_resources_ || pattern.text.find(resource_folder) != std::string::npos;
  }
}

std::vector<NameChooser::Pattern> NameChooser::parsed(const std::vector<std::string>& texts) {
  std::vector<Pattern> patterns;
  for (std::string_view text : texts) {
    auto& pattern = patterns.emplace_back();
    for (; text.starts_with("./"); text.remove_prefix(2)) pattern.is_path = true;
    for (; text.ends_with('/'); text.remove_suffix(1)) pattern.is_of_folders = true;
    pattern.is_path = pattern.is_path || text.find('/') != std::string_view::npos;
    pattern.text = text;
  }
  return patterns;
}

bool NameChooser::Pattern::matches(std::string_view relative) const {
  const std::string name(is_path ? relative : last_part(relative));
  return ::fnmatch(text.c_str(), name.c_str(), 0) == 0;
}

bool NameChooser::is_excluded(std::string_view relative, bool is_folder) {
  bool is_excluded = false;
  for (auto& pattern : exclude_) {
    // A pattern that has already matched is tried again only where its answer matters.
    if ((is_excluded && pattern.was_used) || (pattern.is_of_folders && !is_folder)) continue;
    if (!pattern.matches(relative)) continue;
    pattern.was_used = true;
    is_excluded = true;
  }
  return is_excluded;
}

bool NameChooser::is_included(std::string_view relative) {
  if (include_.empty()) return has_audio_extension(std::string(last_part(relative)));
  const auto matches = [&](const Pattern& pattern) {
    if (!pattern.is_of_folders) return pattern.matches(relative);
    if (!has_audio_extension(std::string(last_part(relative)))) return false;
    for (auto end = relative.find('/'); end != std::string_view::npos;
         end = relative.find('/', end + 1)) {
      if (pattern.matches(relative.substr(0, end))) return true;
    }
    return false;
  };
  bool is_included = false;
  for (auto& pattern : include_) {
    if ((is_included && pattern.was_used) || !matches(pattern)) continue;
    pattern.was_used = true;
    is_included = true;
  }
  return is_included;
}

bool NameChooser::takes_file(std::string_view relative) {
  const bool is_shadow = !wants_shadows_ && last_part(relative).starts_with(shadow_prefix);
  if (is_excluded(relative, false) || is_shadow) return false;
  if (is_included(relative)) return true;
  ++left_out_[kind_of(last_part(relative))];
  return false;
}

bool NameChooser::enters_folder(std::string_view relative) {
  if (is_excluded(relative, true)) return false;
  return wants_resources_ || last_part(relative) != resource_folder;
}

std::string NameChooser::used() const {
  std::string used;
  for (const auto* patterns : {&include_, &exclude_}) {
    for (const auto& pattern : *patterns) used.push_back(pattern.was_used ? '1' : '0');
  }
  return used;
}

}  // namespace mpietl::io
