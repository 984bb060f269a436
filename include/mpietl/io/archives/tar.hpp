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
  std::string name;  ///< relative path, without `.` and `..`
  ByteRange bytes;
};

/// The content of a tar.
struct TarContent {
  std::vector<TarMember> members;  ///< those that the filter takes, in order; each name once
  std::map<std::size_t, std::string> faults;  ///< why some members cannot be read, by index
  std::string fault;                          ///< why the rest of the tar is unreadable; else empty
  std::vector<std::pair<std::string, std::string>> texts;  ///< names and contents, if requested
  LeftOut left_out;
  std::string used;  ///< see Folder::used
};

/// What to list in a tar.
struct TarChoice {
  NameFilter filter;
  bool takes_texts = false;  ///< also read .txt, .json and .cls files that the filter does not take
};

/// Whether a file of that name is treated as a tar: "x.tar".
bool is_tar_name(std::string_view path);

/// Whether it is a compressed tar: "x.tar.gz", "x.tgz". Members of these cannot be read by
/// position.
bool is_compressed_tar_name(std::string_view path);

/// Splits a path at the first dot of its name, with the extension in lower case: "a/b.x.WAV" into
/// "a/b" and "x.wav".
std::pair<std::string, std::string> split_at_first_dot(const std::string& path);

/// Reads the headers of a tar and skips the data between them. When a name occurs several times,
/// the last member counts, as when the tar is unpacked. Errors of the tar or the system are in the
/// content.
TarContent list_tar(const std::string& path, const TarChoice& choice);

/// For messages between ranks.
void encode(ByteWriter& writer, const TarContent& content);
TarContent decode_tar(ByteReader& reader);

}  // namespace mpietl::io
