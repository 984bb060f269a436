#include "app/host_names.hpp"

#include <algorithm>

namespace mpietl::app {

std::string name_some(const std::vector<std::string>& hosts) {
  constexpr std::size_t most = 4;
  const auto named = hosts.size() > most ? most - 1 : hosts.size();
  std::string text;
  for (std::size_t i = 0; i < named; ++i) {
    const bool is_last = i + 1 == hosts.size();
    if (i > 0) text += is_last ? " and " : ", ";
    text += hosts[i];
  }
  if (named < hosts.size()) text += " and " + std::to_string(hosts.size() - named) + " more";
  return text;
}

}  // namespace mpietl::app
