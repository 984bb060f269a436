#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "mpietl/core/codec.hpp"
#include "mpietl/io/files/byte_range.hpp"
#include "mpietl/io/files/folder.hpp"

namespace mpietl::io {

/// A file in a tar.
struct TarMember {
  std::string name;  ///< below the tar: relative, without dots
  ByteRange bytes;
};

/// What is in a tar.
struct TarContent {
  std::vector<TarMember>
      members;  ///< that the filter takes, in the order of the tar; each name once
  std::map<std::size_t, std::string> faults;  ///< why some of these cannot be read, by their number
  std::string fault;                          ///< why what follows them is not known; else empty
  LeftOut left_out;
  std::string used;  ///< as Folder::used
};

/// Whether a file of that name is taken for a tar: "x.tar".
bool is_tar_name(std::string_view path);

/// Whether it is one that was compressed: "x.tar.gz", "x.tgz". What is in it has no place of its
/// own that could be read.
bool is_compressed_tar_name(std::string_view path);

/// Goes through a tar from header to header, without reading what is between them. A name that
/// comes again stands for what comes last, as when the tar is unpacked. What is wrong, with the tar
/// or the system, is in the content.
TarContent list_tar(const std::string& path, const NameFilter& filter);

/// For messages between ranks.
void encode(ByteWriter& writer, const TarContent& content);
TarContent decode_tar(ByteReader& reader);

}  // namespace mpietl::io
