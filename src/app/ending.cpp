#include "app/ending.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <vector>

#include "app/results.hpp"
#include "app/terminal.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/report/analysis/analysis.hpp"

namespace mpietl::app {

namespace {

constexpr std::size_t max_reasons_in_log = 5;
constexpr std::size_t max_reasons_on_terminal = 3;

std::vector<Record> failed_of(const report::FileRows& files) {
  std::vector<Record> failed;
  for (std::size_t i = 0; i < files.size; ++i) {
    const Record file = files.at(i);
    if (file.status != Status::failed) continue;
    auto& kept = failed.emplace_back();
    kept.path = file.path;
    kept.error = file.error;
  }
  return failed;
}

std::string text_of(const report::Group& group) {
  const auto& first = *group.files.front();
  const auto count = group.files.size();
  if (count == 1) return first.path + ": " + first.error;
  return std::to_string(count) + " files (" + first.path + ", …): " + group.reason;
}

/// One text for each of the most frequent reasons, and one for all others.
std::vector<std::string> failures_by_reason(const report::FileRows& files,
                                            std::size_t max_reasons) {
  const auto failed = failed_of(files);
  std::vector<const Record*> all;
  for (const auto& file : failed) all.push_back(&file);
  const auto groups = report::group_by(all, &Record::error);
  const auto shown = std::min(groups.size(), max_reasons);
  std::vector<std::string> texts;
  std::size_t rest = all.size();
  for (std::size_t i = 0; i < shown; ++i) {
    texts.push_back(text_of(groups[i]));
    rest -= groups[i].files.size();
  }
  if (rest > 0) {
    texts.push_back(std::to_string(rest) + " files for " + std::to_string(groups.size() - shown) +
                    " other reasons");
  }
  return texts;
}

/// How to continue or repeat the run; empty if there is nothing to do.
std::string next_command(const report::Summary& summary, const std::string& command_line) {
  const std::string launched = summary.ranks > 1 ? " (under mpirun as before)" : "";
  const auto command = launched + " with: " + to_resume(command_line);
  if (summary.status == "partial") {
    return "stopped: " + summary.reason + ": " + std::to_string(summary.done) + " of " +
           std::to_string(summary.items) + " files are done; continue" + command;
  }
  if (summary.failed > 0) return "after repairing the failed inputs, try them again" + command;
  return "";
}

void print_log(const report::Summary& summary, const report::FileRows& files,
               const std::string& show_report, const std::string& command) {
  for (const auto& text : failures_by_reason(files, max_reasons_in_log)) {
    std::fprintf(stderr, "mpietl: failed: %s\n", text.c_str());
  }
  if (summary.failed > 0) {
    std::fprintf(stderr, "mpietl: %lld of %lld files failed; list them all with: %s\n",
                 static_cast<long long>(summary.failed), static_cast<long long>(summary.items),
                 show_report.c_str());
  }
  if (!command.empty()) std::fprintf(stderr, "mpietl: %s\n", command.c_str());
}

void print_labelled(const char* label, const char* colour, const std::string& text) {
  const bool coloured = has_colours(stderr);
  std::fprintf(stderr, "%s%s%s %s\n", coloured ? colour : "", label, coloured ? "\x1b[0m" : "",
               text.c_str());
}

void print_on_terminal(const report::FileRows& files, const std::string& show_report,
                       const std::string& command) {
  std::string failures;
  for (const auto& text : failures_by_reason(files, max_reasons_on_terminal)) {
    failures += (failures.empty() ? "" : "; ") + text;
  }
  if (failures.empty()) {
    print_labelled("failed:", "\x1b[32m", "none");
  } else {
    print_labelled("failed:", "\x1b[31m", failures);
  }
  print_labelled(
      "next:  ", "\x1b[1m",
      show_report + " (--html page.html: for a browser)" + (command.empty() ? "" : "; " + command));
}

}  // namespace

void print_ending(const report::Summary& summary, const report::FileRows& files,
                  const std::string& report_path, const std::string& command_line,
                  job::ProgressStyle progress) {
  const auto show_report = "mpietl report " + escape(report_path);
  const auto command = next_command(summary, command_line);
  const bool is_for_log =
      progress == job::ProgressStyle::plain || progress == job::ProgressStyle::none;
  const bool is_terminal = !is_for_log && ::isatty(::fileno(stderr)) != 0;
  if (is_terminal) {
    print_on_terminal(files, show_report, command);
  } else {
    print_log(summary, files, show_report, command);
  }
}

}  // namespace mpietl::app
