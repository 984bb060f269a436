#include "app/ending.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

#include "app/results.hpp"
#include "app/terminal.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/report/analysis/groups.hpp"

namespace mpietl::app {

namespace {

constexpr std::size_t max_reasons_in_log = 5;
constexpr std::size_t max_reasons_on_terminal = 3;

/// Files with the same error or warning, of which only the first is kept.
struct Files {
  std::string reason;  ///< with FILE in place of the file's own path
  std::string first_path;
  std::string first_text;
  std::size_t count = 0;
};

/// The files of a status that have a text, grouped by that text, the largest group first.
std::vector<Files> files_by(std::string Record::*text, Status status,
                            const report::FileRows& files) {
  std::vector<Files> groups;
  std::unordered_map<std::string, std::size_t> index_of;
  for (std::size_t i = 0; i < files.size; ++i) {
    const Record file = files.at(i);
    if (file.status != status || (file.*text).empty()) continue;
    auto reason = report::without_path(file.*text, file.path);
    const auto [found, is_new] = index_of.try_emplace(reason, groups.size());
    if (is_new) groups.push_back({std::move(reason), file.path, file.*text});
    ++groups[found->second].count;
  }
  std::ranges::stable_sort(groups, std::ranges::greater(), &Files::count);
  return groups;
}

std::size_t files_in(std::span<const Files> groups) {
  std::size_t files = 0;
  for (const auto& group : groups) files += group.count;
  return files;
}

std::string text_of(const Files& group) {
  if (group.count == 1) return group.first_path + ": " + group.first_text;
  return std::to_string(group.count) + " files (" + group.first_path + ", …): " + group.reason;
}

/// One text for each of the largest groups, and one for all others.
std::vector<std::string> texts_of(std::span<const Files> groups, std::size_t max_reasons) {
  const auto shown = std::min(groups.size(), max_reasons);
  std::vector<std::string> texts;
  for (const auto& group : groups.first(shown)) texts.push_back(text_of(group));
  const auto others = groups.subspan(shown);
  if (!others.empty()) {
    texts.push_back(std::to_string(files_in(others)) + " files for " +
                    std::to_string(others.size()) + " other reasons");
  }
  return texts;
}

/// What to do about failed files. If all failed, an option may be the cause, and nothing is lost by
/// a new start. --resume could even refuse then: an older report of another job may have been kept.
std::string remedy(const report::Summary& summary, std::size_t reasons,
                   const std::string& to_try_again) {
  if (summary.done + summary.dropped > 0) {
    return "if an option is the cause, change it and leave out --resume; after repairing the "
           "failed inputs, try them again" +
           to_try_again;
  }
  return "all " + plural(summary.failed, "file") + " failed" +
         (reasons == 1 && summary.failed > 1 ? " for the same reason" : "") +
         ": change the command or repair the files, and start again without --resume";
}

/// How to continue or repeat the run; empty if there is nothing to do.
std::string next_step(const report::Summary& summary, std::size_t reasons,
                      const std::string& command_line) {
  const std::string launched = summary.ranks > 1 ? " (under mpirun as before)" : "";
  const auto command = launched + " with: " + to_resume(command_line);
  if (summary.status == "partial") {
    return "stopped: " + summary.reason + ": " + std::to_string(summary.done) + " of " +
           std::to_string(summary.items) + " files are done; continue" + command;
  }
  return summary.failed > 0 ? remedy(summary, reasons, command) : "";
}

/// The number of files that are done with a warning, and the most frequent one; empty for none.
std::string warning_text(const report::FileRows& files) {
  const auto groups = files_by(&Record::warning, Status::done, files);
  if (groups.empty()) return "";
  return plural(files_in(groups), "file") + ", such as " + groups.front().first_path + ": " +
         groups.front().first_text;
}

/// What is printed after a run.
struct Ending {
  std::vector<Files> failed;
  std::string warnings;
  std::string show_report;
  std::string next_step;
};

void print_log(const report::Summary& summary, const Ending& ending) {
  if (!ending.warnings.empty()) {
    std::fprintf(stderr, "mpietl: warnings: %s; list them with: %s\n", ending.warnings.c_str(),
                 ending.show_report.c_str());
  }
  for (const auto& text : texts_of(ending.failed, max_reasons_in_log)) {
    std::fprintf(stderr, "mpietl: failed: %s\n", text.c_str());
  }
  if (summary.failed > 0) {
    std::fprintf(stderr, "mpietl: %lld of %lld files failed; list them all with: %s\n",
                 static_cast<long long>(summary.failed), static_cast<long long>(summary.items),
                 ending.show_report.c_str());
  }
  if (!ending.next_step.empty()) std::fprintf(stderr, "mpietl: %s\n", ending.next_step.c_str());
}

void print_labelled(const char* label, const char* colour, const std::string& text) {
  const bool coloured = has_colours(stderr);
  std::fprintf(stderr, "%s%s%s %s\n", coloured ? colour : "", label, coloured ? "\x1b[0m" : "",
               text.c_str());
}

void print_on_terminal(const Ending& ending) {
  std::string failures;
  for (const auto& text : texts_of(ending.failed, max_reasons_on_terminal)) {
    failures += (failures.empty() ? "" : "; ") + text;
  }
  if (!ending.warnings.empty()) print_labelled("warned:", "\x1b[33m", ending.warnings);
  if (failures.empty()) {
    print_labelled("failed:", "\x1b[32m", "none");
  } else {
    print_labelled("failed:", "\x1b[31m", failures);
  }
  const auto& next = ending.next_step;
  print_labelled("next:  ", "\x1b[1m",
                 ending.show_report + " (--html page.html: for a browser)" +
                     (next.empty() ? "" : "; " + next));
}

}  // namespace

void print_ending(const report::Summary& summary, const report::FileRows& files,
                  const std::string& report_path, const std::string& command_line,
                  job::ProgressStyle progress) {
  auto failed = files_by(&Record::error, Status::failed, files);
  auto next = next_step(summary, failed.size(), command_line);
  const Ending ending{std::move(failed), warning_text(files),
                      "mpietl report " + escape(report_path), std::move(next)};
  const bool is_for_log =
      progress == job::ProgressStyle::plain || progress == job::ProgressStyle::none;
  const bool is_terminal = !is_for_log && ::isatty(::fileno(stderr)) != 0;
  if (is_terminal) {
    print_on_terminal(ending);
  } else {
    print_log(summary, ending);
  }
}

}  // namespace mpietl::app
