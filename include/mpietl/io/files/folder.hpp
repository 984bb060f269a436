#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "mpietl/core/codec.hpp"

namespace mpietl::io {

/// Selects files in a folder. A pattern is a shell wildcard (POSIX fnmatch). A pattern with a slash
/// between its parts must match the path below the folder, where `*` also matches slashes; any
/// other must match the last part of the path. A leading `./` is the folder itself. A pattern with
/// a slash at its end matches folders: these are excluded, or their audio files included.
struct NameFilter {
  std::vector<std::string> include;  ///< none: names with an audio extension
  std::vector<std::string> exclude;  ///< takes precedence; a folder that matches is not entered
};

/// How many files in a folder were not taken, by extension in lower case; "" counts files without a
/// usual extension.
using LeftOut = std::map<std::string, std::uint64_t>;

/// Describes the counts for people, the most frequent first: "120 m4a, 3 txt and 2 others".
std::string describe(const LeftOut& left_out);

/// Identifies a folder, independent of its path.
struct FolderId {
  std::uint64_t device = 0;
  std::uint64_t inode = 0;

  bool operator==(const FolderId&) const = default;
  bool operator<(const FolderId& other) const {
    return std::tie(device, inode) < std::tie(other.device, other.inode);
  }
};

/// The content of one folder, each list in bytewise order. Names are packed, each followed by a
/// NUL, since there may be a million.
struct Folder {
  struct Link {
    std::string name;
    FolderId target;
  };

  FolderId id;
  std::string files;        ///< that the filter takes; links to files are files
  std::string folders;      ///< that the filter enters
  std::vector<Link> links;  ///< links to folders that the filter enters
  LeftOut left_out;         ///< other files, except those that a pattern excludes
  std::string used;         ///< for each pattern, include first: '1' where it matched, else '0'
};

/// Lists the folder at `relative` below `root`.
/// Throws Error(not_found, permission, storage) when it cannot be listed completely.
Folder list_folder(const std::string& root, const std::string& relative, const NameFilter& filter);

/// Removes the first of packed names, and returns it.
std::string_view next_name(std::string_view& names);

/// Lists folders given by their paths below a root; results are in the same order. Several
/// processes may share this work.
using ListFolders = std::function<std::vector<Folder>(const std::vector<std::string>& folders)>;

/// What a walk found besides the files that it takes.
struct Walked {
  LeftOut left_out;
  std::string used;  ///< see Folder::used
};

/// Calls `take` with the path of every file below the root of `list`, relative to it, in bytewise
/// order. Links to folders are followed, but no folder is entered twice: folders reached without
/// links are walked first, then each link in bytewise order. Throws what `list` throws.
Walked walk(const ListFolders& list, const std::function<void(const std::string& relative)>& take);

/// Adds the findings of another walk.
void merge(Walked& sum, const LeftOut& left_out, const std::string& used);

/// For messages between ranks.
void encode(ByteWriter& writer, const LeftOut& left_out);
LeftOut decode_left_out(ByteReader& reader);
void encode(ByteWriter& writer, const Folder& folder);
Folder decode_folder(ByteReader& reader);

}  // namespace mpietl::io
