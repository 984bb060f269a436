#include "mpietl/report/groups.hpp"

#include <algorithm>
#include <unordered_map>

namespace mpietl::report {

namespace {

/// A path so short may be a part of any word.
constexpr std::size_t least_path = 4;

std::string without_path(const std::string& text, const std::string& path) {
  const std::size_t place = path.size() < least_path ? std::string::npos : text.find(path);
  if (place == std::string::npos) return text;
  return text.substr(0, place) + "FILE" + text.substr(place + path.size());
}

}  // namespace

std::vector<Group> group_by(const std::vector<const Record*>& files, std::string Record::*member) {
  std::vector<Group> groups;
  std::unordered_map<std::string, std::size_t> place_of;
  for (const Record* file : files) {
    const std::string reason = without_path(file->*member, file->path);
    const auto [found, is_new] = place_of.try_emplace(reason, groups.size());
    if (is_new) groups.push_back({reason, {}});
    groups[found->second].files.push_back(file);
  }
  std::ranges::stable_sort(groups, std::ranges::greater{},
                           [](const Group& group) { return group.files.size(); });
  return groups;
}

}  // namespace mpietl::report
