#include "job/tarred_manifest.hpp"

#include <algorithm>
#include <charconv>
#include <string>
#include <unordered_map>
#include <vector>

namespace mpietl::job {

namespace {

/// The number of a shard, and the name of a member in it.
std::string key_of(std::int64_t shard, std::string_view member) {
  return std::to_string(shard) + '\0' + std::string(member);
}

/// The shard that a tar is, as NeMo reads it from the name; -1: none.
std::int64_t shard_of(std::string_view tar) {
  const auto name = tar.substr(tar.rfind('/') + 1);
  std::int64_t shard = -1;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (name[i] == '_') std::from_chars(&name[i] + 1, name.data() + name.size(), shard);
  }
  return shard;
}

}  // namespace

bool is_of_tars(const Manifest& manifest, const ItemList& named) {
  const auto& entries = manifest.entries();
  if (named.empty() || entries.empty() || manifest.kind() != ManifestKind::nemo) return false;
  bool has_members = false;
  for (std::size_t i = 0; i < named.size() && !has_members; ++i) {
    has_members = named.kind(i) == InputKind::member;
  }
  return has_members &&
         std::ranges::all_of(entries, [](const auto& entry) { return entry.shard >= 0; });
}

std::size_t join_with_tars(Manifest& manifest, const ItemList& named) {
  std::unordered_map<std::string, std::size_t> members;
  std::unordered_map<std::int64_t, std::string> tars;
  for (std::size_t i = 0; i < named.size(); ++i) {
    if (named.kind(i) != InputKind::member) continue;
    const auto tar = named.file(i);
    const auto shard = shard_of(tar);
    members.emplace(key_of(shard, named.input(i).substr(tar.size() + 1)), i);
    tars.emplace(shard, tar);
  }
  std::vector<bool> has_line(named.size());
  for (std::size_t i = 0; i < manifest.entries().size(); ++i) {
    const auto& entry = manifest.entries()[i];
    if (const auto found = members.find(key_of(entry.shard, entry.path)); found != members.end()) {
      has_line[found->second] = true;
      manifest.set_place(i, named.input(found->second), named.input_place(found->second));
    } else if (const auto tar = tars.find(entry.shard); tar != tars.end()) {
      manifest.set_place(i, tar->second + "/" + entry.path, {});
    }
  }
  return static_cast<std::size_t>(std::ranges::count(has_line, false));
}

}  // namespace mpietl::job
