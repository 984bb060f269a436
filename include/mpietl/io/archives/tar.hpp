#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
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
  std::vector<std::pair<std::string, std::string>> texts;  ///< names and bytes, where asked for
  LeftOut left_out;
  std::string used;  ///< as Folder::used
};

/// What to list of a tar.
struct TarChoice {
  NameFilter filter;
  bool takes_texts = false;  ///< those of .txt, .json and .cls files, which the filter leaves out
};

/// Whether a file of that name is taken for a tar: "x.tar".
bool is_tar_name(std::string_view path);

/// Whether it is one that was compressed: "x.tar.gz", "x.tgz". What is in it has no place of its
/// own that could be read.
bool is_compressed_tar_name(std::string_view path);

/// A path up to the first dot of its name, and the extension behind it in lower case: "a/b" and
/// "x.wav" of "a/b.x.WAV".
std::pair<std::string, std::string> split_at_first_dot(const std::string& path);

/// Goes through a tar from header to header, without reading what is between them. A name that
/// comes again stands for what comes last, as when the tar is unpacked. What is wrong, with the tar
/// or the system, is in the content.
TarContent list_tar(const std::string& path, const TarChoice& choice);

/// For messages between ranks.
void encode(ByteWriter& writer, const TarContent& content);
TarContent decode_tar(ByteReader& reader);

}  // namespace mpietl::io
