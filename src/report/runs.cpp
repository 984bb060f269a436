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
#include "report/version.hpp"
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
  write_version(file);
  write_attributes(file, runs_columns, runs);
  const auto parent = create_group(file, runs_group);
  for (const NamedRun& run : runs.runs) {
    fill_run(create_group(parent.id(), run.name).id(), run);
  }
}

void send_run(hid_t parent, const std::string& name, const ColumnNames& left_out,
              PipeWriter& pipe) {
  const std::string where = "run " + name + ": ";
  try {
    const auto group = open_group(parent, name);
    pipe.put(name);
    send_attributes<NamedRun>(group.id(), run_columns, pipe);
    const bool has_chunk = has_attribute(group.id(), chunk_attribute);
    std::int64_t chunk = 0;
    if (has_chunk) read_attribute(group.id(), chunk_attribute, chunk);
    pipe.put(has_chunk);
    pipe.put(chunk);
    send_report(group.id(), left_out, pipe);
  } catch (const Hdf5Failure& failure) {
    throw Hdf5Failure(where + failure.what());
  } catch (const Error& error) {
    throw Error(error.reason(), where + error.what());
  }
}

/// A run, whose name was received before.
NamedRun receive_run(const std::string& name, PipeReader& pipe) {
  NamedRun run;
  run.name = name;
  receive_attributes(run_columns, pipe, run);
  bool has_chunk = false;
  std::int64_t chunk = 0;
  pipe.get(has_chunk);
  pipe.get(chunk);
  if (has_chunk) run.chunk = chunk;
  run.report = receive_report(pipe);
  return run;
}

void send_runs(hid_t file, const ColumnNames& left_out, PipeWriter& pipe) {
  send_attributes<Runs>(file, runs_columns, pipe);
  const auto parent = open_group(file, runs_group);
  for (const auto& name : link_names(parent.id())) send_run(parent.id(), name, left_out, pipe);
  pipe.put(std::string());
}

Runs receive_runs(PipeReader& pipe) {
  Runs runs;
  receive_attributes(runs_columns, pipe, runs);
  std::string name;
  for (pipe.get(name); !name.empty(); pipe.get(name)) runs.runs.push_back(receive_run(name, pipe));
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
  write_whole_file({path, temporary_name_of(path, draw_run_id())},
                   [&](hid_t file) { fill_runs(file, runs); });
}

std::variant<Report, Runs> read_any(const std::string& path, const ColumnNames& left_out) {
  std::variant<Report, Runs> content;
  const auto send = [&](hid_t file, PipeWriter& pipe) {
    const bool is_several = has_link(file, runs_group);
    pipe.put(is_several);
    is_several ? send_runs(file, left_out, pipe) : send_report(file, left_out, pipe);
  };
  const auto receive = [&](PipeReader& pipe) {
    bool is_several = false;
    pipe.get(is_several);
    if (is_several) {
      content = receive_runs(pipe);
    } else {
      content = receive_report(pipe);
    }
  };
  read_whole_file(path, send, receive);
  return content;
}

Report read_run(const std::string& path, const std::string& name) {
  Report report;
  const auto send = [&](hid_t file, PipeWriter& pipe) {
    const auto names = run_names(file);
    if (std::ranges::find(names, name) == names.end()) throw unknown_run(path, name, names);
    send_run(open_group(file, runs_group).id(), name, {}, pipe);
  };
  const auto receive = [&](PipeReader& pipe) {
    std::string sent_name;
    pipe.get(sent_name);
    report = receive_run(sent_name, pipe).report;
  };
  read_whole_file(path, send, receive);
  return report;
}

}  // namespace mpietl::report
