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

/// Which files of a folder are listed. A pattern is a shell wildcard (POSIX fnmatch). One with a
/// slash between its parts must match the path below the folder, where `*` also stands for slashes;
/// any other must match the last part of the path. `./` at its start is the folder itself. A
/// pattern with a slash at its end is for folders: to be left out, or whose audio files are taken.
struct NameFilter {
  std::vector<std::string> include;  ///< none: names with an audio extension
  std::vector<std::string> exclude;  ///< has precedence; a folder that matches is not entered
};

/// Files of a folder that are not taken: how many of each extension, in lower case; "" without a
/// usual one.
using LeftOut = std::map<std::string, std::uint64_t>;

/// For people: "120 m4a, 3 txt and 2 others"; the most frequent first.
std::string describe(const LeftOut& left_out);

/// Identifies a folder, whatever path leads to it.
struct FolderId {
  std::uint64_t device = 0;
  std::uint64_t inode = 0;

  bool operator==(const FolderId&) const = default;
  bool operator<(const FolderId& other) const {
    return std::tie(device, inode) < std::tie(other.device, other.inode);
  }
};

/// The content of one folder, each kind in bytewise order. Names are packed, a NUL behind each,
/// since there may be a million.
struct Folder {
  struct Link {
    std::string name;
    FolderId target;
  };

  FolderId id;
  std::string files;        ///< that the filter takes; links to files are files
  std::string folders;      ///< that the filter enters
  std::vector<Link> links;  ///< to folders, likewise
  LeftOut left_out;         ///< files that are none of these, and that no pattern excludes
  std::string used;         ///< for each pattern, include first: '1' where it matched, else '0'
};

/// Lists the folder at `relative` below `root`.
/// Throws Error(not_found, permission, storage) when it cannot be listed whole.
Folder list_folder(const std::string& root, const std::string& relative, const NameFilter& filter);

/// Removes the first of packed names, and returns it.
std::string_view next_name(std::string_view& names);

/// Lists folders, by their paths below a root; the results in the same order. Several processes may
/// share this work.
using ListFolders = std::function<std::vector<Folder>(const std::vector<std::string>& folders)>;

/// What a walk found beside the files that are taken.
struct Walked {
  LeftOut left_out;
  std::string used;  ///< as Folder::used
};

/// Calls `take` with the path of every file below the root that `list` knows, relative to it, in
/// bytewise order. Links to folders are followed, but no folder is entered twice: what is reached
/// without links is walked first, then link by link in bytewise order. Throws what `list` throws.
Walked walk(const ListFolders& list, const std::function<void(const std::string& relative)>& take);

/// Adds what another walk found.
void merge(Walked& sum, const LeftOut& left_out, const std::string& used);

/// For messages between ranks.
void encode(ByteWriter& writer, const LeftOut& left_out);
LeftOut decode_left_out(ByteReader& reader);
void encode(ByteWriter& writer, const Folder& folder);
Folder decode_folder(ByteReader& reader);

}  // namespace mpietl::io
