#include "report/job_lines.hpp"

#include <algorithm>
#include <array>
#include <sstream>
#include <string_view>

namespace mpietl::report {

namespace {

/// "transform.2." of the second "[[transform]]", "run." of "[run]".
std::string prefix_of(std::string_view header, std::map<std::string, int>& counts) {
  const bool is_list = header.starts_with("[[");
  const std::size_t brackets = is_list ? 2 : 1;
  const std::string name(header.substr(brackets, header.find(']') - brackets));
  return name + "." + (is_list ? std::to_string(++counts[name]) + "." : "");
}

}  // namespace

std::map<std::string, std::string> job_settings(const std::string& toml) {
  std::map<std::string, std::string> settings;
  std::map<std::string, int> counts;
  std::istringstream lines(toml);
  std::string prefix;
  for (std::string line; std::getline(lines, line);) {
    const auto equals = line.find(" = ");
    if (line.starts_with('[')) {
      prefix = prefix_of(line, counts);
    } else if (equals != std::string::npos) {
      settings[prefix + line.substr(0, equals)] = line.substr(equals + 3);
    }
  }
  return settings;
}

bool decides_bits(const std::string& key) {
  constexpr std::array<std::string_view, 3> kinds{"output.dither", "output.format",
                                                  "output.subtype"};
  return key == "run.seed" || key.starts_with("transform.") ||
         std::ranges::find(kinds, key) != kinds.end();
}

bool is_about_places(const std::string& key) {
  constexpr std::array<std::string_view, 5> places{"output.dir", "output.manifest", "output.suffix",
                                                   "report.file", "run.progress"};
  return std::ranges::find(places, key) != places.end();
}

}  // namespace mpietl::report
