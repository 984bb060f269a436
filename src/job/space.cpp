#include <algorithm>
#include <map>

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

}  // namespace

void check_space(const std::vector<Item>& items) {
  std::map<std::string, Need> by_folder;
  for (const auto& item : items) {
    const std::string folder = item.output.substr(0, item.output.rfind('/') + 1);
    Need& need = by_folder[folder];
    need.folder = folder.empty() ? "." : folder;
    need.bytes += std::max<std::int64_t>(0, item.bytes) -
                  std::max<std::int64_t>(0, io::file_bytes(item.output));
  }
  std::map<std::uint64_t, Need> by_file_system;
  for (const auto& [name, need] : by_folder) {
    Need& sum = by_file_system[io::file_system_of(need.folder)];
    sum.folder = need.folder;
    sum.bytes += need.bytes;
  }
  for (const auto& [id, need] : by_file_system) {
    const auto wanted = static_cast<std::uint64_t>(std::max<std::int64_t>(0, need.bytes));
    const auto there = io::free_bytes(need.folder);
    if (wanted <= there) continue;
    throw Error(Reason::no_space, "not enough room for the outputs: " + escape(need.folder) +
                                      " needs " + format_bytes(wanted) + ", free are " +
                                      format_bytes(there) +
                                      "; make room or name another folder with --output-dir");
  }
}

}  // namespace mpietl::job
