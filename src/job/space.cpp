#include <algorithm>
#include <map>
#include <optional>

#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/io/discover.hpp"
#include "mpietl/job/items.hpp"

namespace mpietl::job {

namespace {

struct Need {
  std::int64_t bytes = 0;
  std::string folder;  ///< one of those on the file system, to ask and to name
};

/// The needs of each file system. With `replaced`, what outputs will replace counts as free.
std::map<std::uint64_t, Need> needs_of(const std::vector<Item>& items, bool replaced) {
  std::map<std::string, Need> by_folder;
  for (const auto& item : items) {
    const std::string folder = item.output.substr(0, item.output.rfind('/') + 1);
    Need& need = by_folder[folder];
    need.folder = folder.empty() ? "." : folder;
    need.bytes += std::max<std::int64_t>(0, item.bytes);
    if (replaced) need.bytes -= std::max<std::int64_t>(0, io::file_bytes(item.output));
  }
  std::map<std::uint64_t, Need> by_file_system;
  for (const auto& [name, need] : by_folder) {
    Need& sum = by_file_system[io::file_system_of(need.folder)];
    sum.folder = need.folder;
    sum.bytes += need.bytes;
  }
  return by_file_system;
}

/// A need that there is no room for, if any.
std::optional<Need> unmet(const std::map<std::uint64_t, Need>& needs) {
  for (const auto& [id, need] : needs) {
    if (need.bytes > 0 && static_cast<std::uint64_t>(need.bytes) > io::free_bytes(need.folder)) {
      return need;
    }
  }
  return std::nullopt;
}

}  // namespace

void check_space(const std::vector<Item>& items) {
  // Old outputs are looked at only where they matter: there may be millions.
  if (!unmet(needs_of(items, false))) return;
  const auto need = unmet(needs_of(items, true));
  if (!need) return;
  throw Error(Reason::no_space, "not enough room for the outputs: " + escape(need->folder) +
                                    " needs " +
                                    format_bytes(static_cast<std::uint64_t>(need->bytes)) +
                                    ", free are " + format_bytes(io::free_bytes(need->folder)) +
                                    "; make room or name another folder with --output-dir");
}

}  // namespace mpietl::job
