#include "mpietl/report/analysis/comparison.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <sstream>
#include <string_view>
#include <unordered_map>

namespace mpietl::report {

namespace {

/// "transform.2." for the second "[[transform]]", "run." for "[run]".
std::string prefix_of(std::string_view header, std::map<std::string, int>& counts) {
  const bool is_list = header.starts_with("[[");
  const std::size_t brackets = is_list ? 2 : 1;
  const std::string name(header.substr(brackets, header.find(']') - brackets));
  return name + "." + (is_list ? std::to_string(++counts[name]) + "." : "");
}

using Settings = std::map<std::string, std::string>;

/// The effective settings of a job by key: "run.seed", "transform.1.stddev". Reads the TOML that
/// mpietl writes: one key in a line, below the header of its table.
Settings job_settings(const std::string& toml) {
  Settings settings;
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

/// Whether the samples of outputs, or their encoding, depend on a setting.
bool decides_bits(const std::string& key) {
  constexpr std::array<std::string_view, 3> kinds{"output.dither", "output.format",
                                                  "output.subtype"};
  return key == "run.seed" || key.starts_with("transform.") ||
         std::ranges::find(kinds, key) != kinds.end();
}

/// Whether a setting only affects where results go, or what is displayed.
bool is_about_places(const std::string& key) {
  constexpr std::array<std::string_view, 5> places{"output.dir", "output.manifest", "output.suffix",
                                                   "report.file", "run.progress"};
  return std::ranges::find(places, key) != places.end();
}

Settings bits_of(const Report& run) {
  auto settings = job_settings(run.summary.job);
  std::erase_if(settings, [](const auto& setting) { return !decides_bits(setting.first); });
  settings["run.seed"] = std::to_string(run.summary.seed);
  return settings;
}

/// The configuration of a run by name: values of the summary, and settings of its job except for
/// those that only affect places.
Settings configuration_of(const NamedRun& run) {
  const Summary& summary = run.report.summary;
  auto values = job_settings(summary.job);
  std::erase_if(values, [](const auto& setting) { return is_about_places(setting.first); });
  // The summary has the effective values.
  for (const char* const key : {"run.seed", "run.schedule", "run.threads", "run.shard"}) {
    values.erase(key);
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

/// The settings that differ between runs.
std::vector<Difference> differences_of(const std::vector<NamedRun>& runs) {
  std::vector<Settings> all;
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

/// Whether outputs of the same inputs must have the same bits.
bool is_same_job(const Report& first, const Report& second) {
  return bits_of(first) == bits_of(second);
}

/// Finds rows by path. They are usually at the same index, since lists have the same order.
class Rows {
 public:
  explicit Rows(const std::vector<Record>& files) : files_(files) {}

  const Record* find(const std::string& path, std::size_t likely) {
    if (likely < files_.size() && files_[likely].path == path) return &files_[likely];
    if (by_path_.empty()) {
      for (const Record& file : files_) by_path_.emplace(file.path, &file);
    }
    const auto found = by_path_.find(path);
    return found == by_path_.end() ? nullptr : found->second;
  }

 private:
  const std::vector<Record>& files_;
  std::unordered_map<std::string_view, const Record*> by_path_;
};

bool has_digest(const Record& file) { return file.status == Status::done && !file.digest.empty(); }

void compare_digests(const Record& first, const Record& second, FilePair& pair) {
  if (!has_digest(first) || !has_digest(second)) return;
  if (first.digest == second.digest) {
    ++pair.same_digests;
  } else if (pair.is_same_job) {
    const bool is_changed = first.fingerprint != second.fingerprint;
    pair.mismatches.push_back({first.path, first.digest, second.digest, is_changed});
  }
}

/// Counts the files of two runs, and finds unexpectedly different digests.
FilePair pair_of(const std::vector<NamedRun>& runs, std::size_t first, std::size_t second) {
  const auto& first_files = runs[first].report.files;
  const auto& second_files = runs[second].report.files;
  FilePair pair;
  pair.first = first;
  pair.second = second;
  pair.is_same_job = is_same_job(runs[first].report, runs[second].report);
  Rows rows(second_files);
  for (std::size_t i = 0; i < first_files.size(); ++i) {
    const Record* const other = rows.find(first_files[i].path, i);
    if (other == nullptr) {
      ++pair.only_in_first;
      continue;
    }
    ++pair.in_both;
    compare_digests(first_files[i], *other, pair);
  }
  pair.only_in_second = static_cast<std::int64_t>(second_files.size()) - pair.in_both;
  return pair;
}

/// Gives all runs of a configuration the name of the first of them, and numbers them.
void name_configurations(std::vector<NamedRun>& runs) {
  struct Group {
    std::string name;
    std::int64_t runs = 0;
  };
  std::map<Settings, Group> groups;
  std::map<std::string, int> uses;
  for (NamedRun& run : runs) {
    Group& group = groups[configuration_of(run)];
    if (group.runs == 0) {
      const int use = ++uses[run.configuration];
      group.name = run.configuration + (use > 1 ? " #" + std::to_string(use) : "");
    }
    run.configuration = group.name;
    run.repetition = ++group.runs;
  }
}

/// The latest run of the same job before `index`; otherwise the first run of all.
std::size_t partner_of(const std::vector<NamedRun>& runs, std::size_t index) {
  for (std::size_t i = 0; i < index; ++i) {
    if (is_same_job(runs[i].report, runs[index].report)) return i;
  }
  return 0;
}

}  // namespace

Comparison compare(std::vector<NamedRun> runs) {
  Comparison comparison;
  comparison.runs.runs = std::move(runs);
  auto& all = comparison.runs.runs;
  comparison.differences = differences_of(all);
  name_configurations(all);
  comparison.rows = scaling_of_any(comparison.runs);
  comparison.kind = kind_of(comparison.rows);
  for (std::size_t i = 1; i < all.size(); ++i) {
    comparison.pairs.push_back(pair_of(all, partner_of(all, i), i));
  }
  return comparison;
}

}  // namespace mpietl::report
