#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

// The headers of tars: POSIX.1-1988 (ustar), those of GNU tar, and those before both.
namespace mpietl::io {

/// A tar is made of such blocks.
inline constexpr std::size_t tar_block_bytes = 512;

/// What stands before the bytes of a member.
struct TarHeader {
  char type = '0';
  std::string name;
  std::string link;  ///< the member, or the file, that a link leads to
  std::int64_t size = 0;
  bool has_more_of_sparse = false;  ///< of GNU tar: another block follows that tells holes
};

/// The header in a block; none when it is no header, or damaged.
std::optional<TarHeader> parse_tar_header(std::string_view block);

/// Whether another block follows one that tells holes of a sparse file, as GNU tar writes them.
bool has_more_of_sparse(std::string_view block);

using PaxRecords = std::map<std::string, std::string, std::less<>>;

/// The records of a pax header (POSIX.1-2001), "LENGTH KEY=VALUE\n" each; none when it is damaged.
std::optional<PaxRecords> parse_pax(std::string_view text);

/// The number in digits of a base, with blanks around them, all of `text`; none for anything else.
std::optional<std::int64_t> tar_number(std::string_view text, int base);

}  // namespace mpietl::io
