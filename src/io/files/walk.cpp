#include <algorithm>
#include <map>
#include <set>

#include "mpietl/io/files/folder.hpp"

namespace mpietl::io {

namespace {

std::string joined(const std::string& folder, std::string_view name) {
  return folder.empty() ? std::string(name) : folder + "/" + std::string(name);
}

/// All folders below a root, by their paths relative to it.
class Tree {
 public:
  explicit Tree(const ListFolders& list) : list_(list) {
    explore({""});
    while (!links_.empty()) {
      const auto link = links_.extract(links_.begin());
      if (!seen_.contains(link.mapped())) explore({link.key()});
    }
  }

  /// Calls `take` for all files in `folder` and below it. Merging the names of files with those of
  /// folders, which end with a slash, gives the order of complete paths.
  void visit(const std::string& folder, const std::function<void(const std::string&)>& take) {
    const auto found = folders_.extract(folder);
    if (found.empty()) return;
    const std::string prefix = folder.empty() ? "" : folder + "/";
    std::string_view files = found.mapped().files;
    for (const auto& [name, path] : below(folder, found.mapped())) {
      while (!files.empty() && files.substr(0, files.find('\0')) < name) {
        take(prefix + std::string(next_name(files)));
      }
      visit(path, take);
    }
    while (!files.empty()) take(prefix + std::string(next_name(files)));
  }

  [[nodiscard]] const Walked& walked() const { return walked_; }

 private:
  /// Lists `folders` and all folders below them, level by level; leaves links for later.
  void explore(std::vector<std::string> level) {
    while (!level.empty()) {
      auto listed = list_(level);
      std::vector<std::string> next;
      for (std::size_t i = 0; i < level.size(); ++i) {
        if (!seen_.insert(listed[i].id).second) continue;
        std::string_view names = listed[i].folders;
        while (!names.empty()) next.push_back(joined(level[i], next_name(names)));
        for (const auto& link : listed[i].links) {
          links_.emplace(joined(level[i], link.name), link.target);
        }
        merge(walked_, listed[i].left_out, listed[i].used);
        folders_.emplace(level[i], std::move(listed[i]));
      }
      level = std::move(next);
    }
  }

  /// The folders and links in `folder`: names that end with a slash, in order, and their paths.
  static std::map<std::string, std::string> below(const std::string& path, const Folder& folder) {
    std::map<std::string, std::string> all;
    std::string_view names = folder.folders;
    while (!names.empty()) {
      const auto name = next_name(names);
      all.emplace(std::string(name) + "/", joined(path, name));
    }
    for (const auto& link : folder.links) all.emplace(link.name + "/", joined(path, link.name));
    return all;
  }

  const ListFolders& list_;
  std::map<std::string, Folder> folders_;
  std::map<std::string, FolderId> links_;
  std::set<FolderId> seen_;
  Walked walked_;
};

}  // namespace

Walked walk(const ListFolders& list, const std::function<void(const std::string& relative)>& take) {
  Tree tree(list);
  tree.visit("", take);
  return tree.walked();
}

void merge(Walked& sum, const LeftOut& left_out, const std::string& used) {
  for (const auto& [kind, count] : left_out) sum.left_out[kind] += count;
  sum.used.resize(std::max(sum.used.size(), used.size()), '0');
  for (std::size_t i = 0; i < used.size(); ++i) {
    if (used[i] == '1') sum.used[i] = '1';
  }
}

}  // namespace mpietl::io
