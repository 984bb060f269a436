#include "mpietl/report/analysis/commands.hpp"

#include <utility>
#include <vector>

namespace mpietl::report {

CommandUse commands_of(FileList files) {
  CommandUse use;
  std::vector<double> cpu_seconds;
  std::vector<double> memory_bytes;
  for (const Record* const file : files) {
    if (file->exit_status < 0) continue;
    ++use.files;
    ++use.exit_statuses[file->exit_status];
    use.user_seconds += finite(file->user_seconds);
    use.system_seconds += finite(file->system_seconds);
    cpu_seconds.push_back(file->user_seconds + file->system_seconds);
    if (file->max_rss_bytes >= 0) memory_bytes.push_back(static_cast<double>(file->max_rss_bytes));
  }
  use.cpu_seconds = spread_of(std::move(cpu_seconds));
  use.memory_bytes = spread_of(std::move(memory_bytes));
  return use;
}

}  // namespace mpietl::report
