#include "report/differences.hpp"

#include <algorithm>
#include <set>

#include "report/job_lines.hpp"

namespace mpietl::report {

namespace {

std::map<std::string, std::string> bits_of(const Report& run) {
  auto settings = job_settings(run.summary.job);
  std::erase_if(settings, [](const auto& setting) { return !decides_bits(setting.first); });
  settings["run.seed"] = std::to_string(run.summary.seed);
  return settings;
}

}  // namespace

std::map<std::string, std::string> configuration_of(const NamedRun& run) {
  const Summary& summary = run.report.summary;
  auto values = job_settings(summary.job);
  std::erase_if(values, [](const auto& setting) { return is_about_places(setting.first); });
  // What was in force stands in the summary.
  for (const char* const told : {"run.seed", "run.schedule", "run.threads", "run.shard"}) {
    values.erase(told);
  }
  values["seed"] = std::to_string(summary.seed);
  values["ranks"] = std::to_string(summary.ranks);
  values["threads"] = std::to_string(summary.threads_per_rank);
  values["schedule"] = summary.schedule;
  values["hosts"] = summary.hosts;
  values["shard"] = summary.shard;
  values["list"] = summary.list_digest;
  values["mpietl"] = summary.mpietl_version;
  values["MPI"] = summary.mpi_library;
  values["libsndfile"] = summary.libsndfile_version;
  values["HDF5"] = summary.hdf5_version;
  if (run.chunk) values["run.chunk"] = std::to_string(*run.chunk);
  return values;
}

std::vector<Difference> differences_of(const std::vector<NamedRun>& runs) {
  std::vector<std::map<std::string, std::string>> all;
  std::set<std::string> names;
  for (const NamedRun& run : runs) {
    for (const auto& setting : all.emplace_back(configuration_of(run))) names.insert(setting.first);
  }
  std::vector<Difference> differences;
  for (const std::string& name : names) {
    Difference difference{name, {}};
    for (auto& values : all) difference.values.push_back(values[name]);
    const auto& values = difference.values;
    if (std::ranges::any_of(values, [&](const auto& value) { return value != values.front(); })) {
      differences.push_back(std::move(difference));
    }
  }
  return differences;
}

bool is_same_job(const Report& first, const Report& second) {
  return bits_of(first) == bits_of(second);
}

}  // namespace mpietl::report
