#include "view/html/charts.hpp"
#include "view/numbers.hpp"
#include "view/summary_words.hpp"

namespace mpietl::view::html {

namespace {

std::string layout_of(const report::Summary& summary) {
  return plural(summary.ranks, "rank") + " × " + plural(summary.threads_per_rank, "thread") +
         (summary.schedule.empty() ? "" : ", schedule " + summary.schedule);
}

}  // namespace

Json facts_of(const report::Report& report) {
  const report::Summary& summary = report.summary;
  Json facts = Json::array();
  const auto add = [&](const char* name, const std::string& text) {
    if (!text.empty()) facts.push_back({name, text});
  };
  add("Command", summary.command_line);
  add("Started", summary.created);
  add("Layout", layout_of(summary));
  add("Hosts", summary.hosts);
  const std::string libraries = software_of(summary);
  add("Software",
      "mpietl " + summary.mpietl_version + (libraries.empty() ? "" : " · " + libraries));
  add("Seed", std::to_string(summary.seed));
  add("Shard", summary.shard);
  add("Settings", settings_of(summary));
  if (summary.joined > 0) add("Joined", plural(summary.joined, "report"));
  return facts;
}

}  // namespace mpietl::view::html
