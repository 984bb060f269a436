#include "view/html/charts.hpp"
#include "view/numbers.hpp"

namespace mpietl::view::html {

namespace {

std::string layout_of(const report::Summary& summary) {
  return plural(summary.ranks, "rank") + " × " + plural(summary.threads_per_rank, "thread") +
         (summary.schedule.empty() ? "" : ", schedule " + summary.schedule);
}

std::string software_of(const report::Summary& summary) {
  std::string text = "mpietl " + summary.mpietl_version;
  const auto add = [&](const std::string& name, const std::string& version) {
    if (!version.empty()) text += " · " + name + version;
  };
  add("", summary.mpi_library);
  add("libsndfile ", summary.libsndfile_version);
  add("HDF5 ", summary.hdf5_version);
  return text;
}

std::string settings_of(const report::Summary& summary) {
  std::string text;
  for (const auto& [name, value] : summary.environment)
    text += (text.empty() ? "" : "  ") + name + "=" + value;
  return text;
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
  add("Software", software_of(summary));
  add("Seed", std::to_string(summary.seed));
  add("Shard", summary.shard);
  add("Settings", settings_of(summary));
  if (summary.joined > 0) add("Joined", plural(summary.joined, "report"));
  return facts;
}

}  // namespace mpietl::view::html
