#include "mpietl/report/runs.hpp"

#include <algorithm>
#include <string_view>

#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/report/file.hpp"
#include "report/attributes.hpp"
#include "report/fill.hpp"
#include "report/links.hpp"
#include "report/load.hpp"
#include "report/schema.hpp"
#include "report/whole_file.hpp"

namespace mpietl::report {

namespace {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

constexpr bool is_of_name(char c) {
  return is_digit(c) || c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

void require_names(const std::vector<NamedRun>& runs) {
  std::vector<std::string_view> names;
  for (const NamedRun& run : runs) {
    if (run.name.empty() || is_digit(run.name[0]) || !std::ranges::all_of(run.name, is_of_name)) {
      throw Error(Reason::internal, "'" + escape(run.name) + "' is no name of a run");
    }
    names.push_back(run.name);
  }
  std::ranges::sort(names);
  const auto twice = std::ranges::adjacent_find(names);
  if (twice == names.end()) return;
  throw Error(Reason::internal, "two runs have the name '" + std::string(*twice) + "'");
}

void fill_run(hid_t group, const NamedRun& run) {
  write_attributes(group, run_columns, run);
  if (run.chunk) write_attribute(group, chunk_attribute, *run.chunk);
  fill(group, run.report, rows_of(run.report.files), nullptr);
}

void fill_runs(hid_t file, const Runs& runs) {
  write_attribute(file, version_attribute, std::int64_t{schema_version});
  write_attributes(file, runs_columns, runs);
  const auto parent = create_group(file, runs_group);
  for (const NamedRun& run : runs.runs) {
    fill_run(create_group(parent.id(), run.name).id(), run);
  }
}

NamedRun load_run(hid_t parent, const std::string& name) {
  const std::string where = "run " + name + ": ";
  try {
    const auto group = open_group(parent, name);
    NamedRun run;
    run.name = name;
    read_attributes(group.id(), run_columns, run);
    if (has_attribute(group.id(), chunk_attribute)) {
      read_attribute(group.id(), chunk_attribute, run.chunk.emplace());
    }
    run.report = load(group.id());
    return run;
  } catch (const Hdf5Failure& failure) {
    throw Hdf5Failure(where + failure.what());
  } catch (const Error& error) {
    throw Error(error.reason(), where + error.what());
  }
}

Runs load_runs(hid_t file) {
  Runs runs;
  read_attributes(file, runs_columns, runs);
  const auto parent = open_group(file, runs_group);
  for (const auto& name : link_names(parent.id())) runs.runs.push_back(load_run(parent.id(), name));
  return runs;
}

/// The names of the runs of a file; none for a report of one run.
std::vector<std::string> run_names(hid_t file) {
  if (!has_link(file, runs_group)) return {};
  return link_names(open_group(file, runs_group).id());
}

Error unknown_run(const std::string& path, const std::string& name,
                  const std::vector<std::string>& names) {
  std::string known;
  for (const auto& each : names) known += (known.empty() ? "" : ", ") + escape(each);
  return {Reason::usage, escape(path) + " holds no run '" + escape(name) + "'; " +
                             (known.empty() ? "it is the report of one run: leave --run out"
                                            : "it holds " + known)};
}

}  // namespace

std::string run_name(const std::string& configuration, std::int64_t repetition) {
  std::string name = configuration + "_" + std::to_string(repetition);
  std::ranges::replace_if(
      name, [](char c) { return !is_of_name(c); }, '_');
  return is_digit(name[0]) ? "_" + name : name;
}

void write_runs(const std::string& path, const Runs& runs) {
  require_names(runs.runs);
  write_whole_file(path, [&](hid_t file) { fill_runs(file, runs); });
}

std::variant<Report, Runs> read_any(const std::string& path) {
  std::variant<Report, Runs> content;
  read_whole_file(path, [&](hid_t file) {
    if (has_link(file, runs_group)) {
      content = load_runs(file);
    } else {
      content = load(file);
    }
  });
  return content;
}

Report read_run(const std::string& path, const std::string& name) {
  Report report;
  read_whole_file(path, [&](hid_t file) {
    const auto names = run_names(file);
    if (std::ranges::find(names, name) == names.end()) throw unknown_run(path, name, names);
    report = load_run(open_group(file, runs_group).id(), name).report;
  });
  return report;
}

}  // namespace mpietl::report
