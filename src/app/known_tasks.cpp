#include "app/known_tasks.hpp"

#include <map>
#include <string>

#include "mpietl/run/process_item.hpp"

namespace mpietl::app {

std::vector<schedule::KnownTask> known_tasks(const report::Pilot& pilot) {
  std::map<std::string, std::size_t> kinds;
  std::vector<schedule::KnownTask> tasks;
  for (const auto& file : pilot.files) {
    const auto kind = kinds.emplace(file.extension, kinds.size()).first->second;
    tasks.push_back({{kind, static_cast<double>(file.bytes)},
                     file.thread_seconds,
                     run::is_worth_sharing(file.bytes)});
  }
  return tasks;
}

}  // namespace mpietl::app
