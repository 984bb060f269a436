#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

// The headers of tars: POSIX.1-1988 (ustar), GNU tar, and the older format.
namespace mpietl::io {

/// A tar consists of blocks of this size.
inline constexpr std::size_t tar_block_bytes = 512;

/// The header of a member.
struct TarHeader {
  char type = '0';
  std::string name;
  std::string link;  ///< target of a link: a member or a file
  std::int64_t size = 0;
  bool has_more_of_sparse = false;  ///< GNU tar: another block with holes follows
};

/// Parses the header in a block; none when it is not a header or damaged.
std::optional<TarHeader> parse_tar_header(std::string_view block);

/// Whether another block follows this one with holes of a sparse file, as GNU tar writes them.
bool has_more_of_sparse(std::string_view block);

using PaxRecords = std::map<std::string, std::string, std::less<>>;

/// The records of a pax header (POSIX.1-2001), each "LENGTH KEY=VALUE\n"; none when it is damaged.
std::optional<PaxRecords> parse_pax(std::string_view text);

/// The number that `text` consists of, in digits of `base` with blanks around; none for other
/// texts.
std::optional<std::int64_t> tar_number(std::string_view text, int base);

}  // namespace mpietl::io
