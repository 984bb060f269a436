#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "mpietl/core/text.hpp"
#include "view/html/page_json.hpp"
#include "view/words.hpp"

namespace mpietl::view::html {

namespace {

constexpr std::size_t longest_text = 300;
constexpr std::size_t max_groups = 20;
constexpr std::size_t max_examples = 20;

std::size_t files_of(const std::vector<report::Group>& groups, std::size_t first) {
  std::size_t files = 0;
  for (std::size_t i = first; i < groups.size(); ++i) files += groups[i].files.size();
  return files;
}

Json json_of_counts(const report::Analysis& analysis) {
  Json json = json_of(analysis.counts);
  json["warned"] = files_of(analysis.warned, 0);
  return json;
}

Json json_of_group(const report::Group& group, const char* kind) {
  Json examples = Json::array();
  for (std::size_t i = 0; i < std::min(group.files.size(), max_examples); ++i) {
    examples.push_back(shorten(group.files[i]->path, longest_text));
  }
  return object({{"kind", kind},
                 {"reason", shorten(group.reason, longest_text)},
                 {"advice", advice_for(group.kind)},
                 {"files", group.files.size()},
                 {"examples", std::move(examples)}});
}

}  // namespace

Json json_of_outcome(const report::Analysis& analysis) {
  Json reasons = Json::array();
  Json others = Json::object();
  const auto add = [&](const std::vector<report::Group>& groups, const char* kind) {
    const std::size_t shown = std::min(groups.size(), max_groups);
    for (std::size_t i = 0; i < shown; ++i) reasons.push_back(json_of_group(groups[i], kind));
    others[kind] = object({{"files", files_of(groups, shown)}, {"reasons", groups.size() - shown}});
  };
  add(analysis.failed, "failed");
  add(analysis.skipped, "skipped");
  add(analysis.dropped, "dropped");
  add(analysis.warned, "warning");
  return object({{"counts", json_of_counts(analysis)},
                 {"reasons", std::move(reasons)},
                 {"other_reasons", std::move(others)}});
}

}  // namespace mpietl::view::html
