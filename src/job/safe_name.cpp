#include <filesystem>

#include "job/manifest_line.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"

namespace mpietl::job {

namespace {

/// The parts of a path that lead downwards.
std::filesystem::path downward(const std::string& path) {
  std::filesystem::path kept;
  for (const auto& part : std::filesystem::path(path).lexically_normal().relative_path()) {
    if (!part.empty() && part != ".." && part != ".") kept /= part;
  }
  return kept;
}

void refuse_nul(const std::string& text) {
  if (text.find('\0') == std::string::npos) return;
  throw Error(Reason::usage, "a name holds a NUL byte: " + escape(text));
}

}  // namespace

std::string safe_name(const std::string& id) {
  refuse_nul(id);
  const std::filesystem::path path(id);
  bool is_safe = !id.empty() && !path.is_absolute() && !id.ends_with('/');
  for (const auto& part : path) is_safe = is_safe && part != "..";
  std::string name = downward(id).string();
  if (is_safe && !name.empty()) return name;
  throw Error(
      Reason::usage,
      "the id '" + escape(id) + "' cannot name an output: it must be a relative path without '..'");
}

std::string mirrored_name(const std::string& path) {
  refuse_nul(path);
  std::string name = downward(path).string();
  if (!name.empty() && !path.ends_with('/')) return name;
  throw Error(Reason::usage, "'" + escape(path) + "' is no path of a file");
}

}  // namespace mpietl::job
