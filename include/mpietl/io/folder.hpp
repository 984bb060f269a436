#pragma once

#include <cstdint>
#include <string>
#include <tuple>
#include <vector>

#include "mpietl/core/codec.hpp"
#include "mpietl/io/name_filter.hpp"

namespace mpietl::io {

/// What a folder is, whatever path leads to it.
struct FolderId {
  std::uint64_t device = 0;
  std::uint64_t inode = 0;

  bool operator==(const FolderId&) const = default;
  bool operator<(const FolderId& other) const {
    return std::tie(device, inode) < std::tie(other.device, other.inode);
  }
};

/// What stands in one folder, each kind in bytewise order. Names are packed, a NUL behind each:
/// there may be a million.
struct Folder {
  struct Link {
    std::string name;
    FolderId target;
  };

  FolderId id;
  std::string files;        ///< that the filter takes; links to files are files
  std::string folders;      ///< that the filter enters
  std::vector<Link> links;  ///< to folders, likewise
};

/// Lists the folder at `relative` below `root`.
/// Throws Error(not_found, permission, storage) when it cannot be listed whole.
Folder list_folder(const std::string& root, const std::string& relative, const NameFilter& filter);

/// The first of packed names, which is taken off them.
std::string_view take_name(std::string_view& names);

/// For messages between ranks.
void encode(ByteWriter& writer, const Folder& folder);
Folder decode_folder(ByteReader& reader);

}  // namespace mpietl::io
