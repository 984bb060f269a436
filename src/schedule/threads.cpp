#include "mpietl/schedule/threads.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace mpietl::schedule {

std::vector<int> share_cpus(std::span<const std::vector<int>> cpus) {
  std::map<int, int> users;
  for (const auto& allowed : cpus) {
    for (const int cpu : allowed) ++users[cpu];
  }
  std::vector<int> threads;
  double end = 0.0;
  int given = 0;
  for (const auto& allowed : cpus) {
    for (const int cpu : allowed) end += 1.0 / users.at(cpu);
    // Rounded at the ends of the ranks' stretches, so that no processor is lost to rounding.
    const int until = static_cast<int>(std::floor(end + 1e-6));
    threads.push_back(std::max(1, until - given));
    given = until;
  }
  return threads;
}

}  // namespace mpietl::schedule
