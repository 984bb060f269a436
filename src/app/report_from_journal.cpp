#include <cstdio>
#include <filesystem>
#include <utility>

#include "app/joined_rows.hpp"
#include "app/past_runs.hpp"
#include "app/rebuild.hpp"
#include "app/results.hpp"
#include "mpietl/app/commands.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/report/file.hpp"

namespace mpietl::app {

namespace {

namespace fs = std::filesystem;

/// Where a journal is, and the report that it stands beside; empty where its name does not tell.
struct Place {
  std::string folder;
  std::string report;
};

Place place_of(std::string folder) {
  while (folder.size() > 1 && folder.ends_with('/')) folder.pop_back();
  const std::string mark = journal::folder_of("");
  const bool tells = folder.ends_with(mark) && folder.size() > mark.size();
  return {folder, tells ? folder.substr(0, folder.size() - mark.size()) : ""};
}

/// Where the report goes; an old one is not replaced unless it is named.
std::string target_of(const ReportRequest& request, const Place& place) {
  if (request.report) return *request.report;
  if (place.report.empty()) {
    throw Error(Reason::usage, escape(place.folder) +
                                   " is not named as the journal of a report is, REPORT.journal: "
                                   "name the report to write with --report");
  }
  std::error_code ignored;
  if (!fs::exists(fs::symlink_status(place.report, ignored))) return place.report;
  throw Error(Reason::usage, "there is a report already, " + escape(place.report) +
                                 ": to replace it, name it with --report");
}

journal::Past read_runs(const Place& place) {
  auto past = journal::read(place.folder, [](const auto&) {});
  if (!past.runs.empty()) return past;
  std::error_code ignored;
  if (!fs::exists(place.folder, ignored)) {
    throw Error(Reason::not_found, "there is no journal " + escape(place.folder) +
                                       "; that of a report stands beside it, as REPORT.journal, "
                                       "until the job is complete");
  }
  throw Error(Reason::format, escape(place.folder) + " holds no journal of a run");
}

/// What a report that stands beside the journal knows of the same job; nothing where there is none.
report::Report report_before(const Place& place, const std::string& job) {
  std::error_code ignored;
  if (place.report.empty() || !fs::exists(place.report, ignored)) return {};
  try {
    auto report = report::read(place.report);
    if (is_same_job(report.summary.job, job)) return report;
  } catch (const Error& error) {
    std::fprintf(stderr, "mpietl: what the report before told is lost: %s\n", error.what());
  }
  return {};
}

void warn(const Place& place, const journal::Past& past, const PastItems& items) {
  std::int64_t damaged = 0;
  for (const auto& run : past.runs) damaged += run.damaged;
  const auto name = escape(place.folder);
  if (damaged > 0) {
    std::fprintf(stderr, "mpietl: %s is damaged in %lld places; what stood there is lost\n",
                 name.c_str(), static_cast<long long>(damaged));
  }
  if (past.left_alone > 0) {
    std::fprintf(stderr, "mpietl: %s holds %lld files that are no journals of this version\n",
                 name.c_str(), static_cast<long long>(past.left_alone));
  }
  if (!items.is_complete) {
    std::fprintf(stderr, "mpietl: %s has no whole list of the inputs; there may be more\n",
                 name.c_str());
  }
  if (past.runs.back().seems_alive) {
    std::fprintf(stderr, "mpietl: run %d seems to be alive; this is what it has told so far\n",
                 past.runs.back().run.number);
  }
}

std::string to_resume(std::string command_line) {
  if (command_line.find(" --resume") == std::string::npos) command_line += " --resume";
  return command_line;
}

void tell_results(const std::string& target, const report::Summary& summary) {
  const auto name = escape(target);
  std::printf("%s: %lld files: %lld done, %lld failed, %lld skipped; %s\n", name.c_str(),
              static_cast<long long>(summary.items), static_cast<long long>(summary.done),
              static_cast<long long>(summary.failed), static_cast<long long>(summary.skipped),
              summary.status == "partial" ? summary.reason.c_str() : "complete");
  std::printf("show it with: mpietl report %s\n", name.c_str());
  if (summary.status == "partial" && !summary.command_line.empty()) {
    std::printf("go on with: %s\n", to_resume(summary.command_line).c_str());
  }
}

}  // namespace

ExitStatus report_from_journal(const ReportRequest& request) {
  const auto place = place_of(*request.from_journal);
  const auto past = read_runs(place);
  const auto target = target_of(request, place);
  auto items = items_of(place.folder, past);
  warn(place, past, items);
  JoinedRows rows(std::move(items));
  const auto overview =
      rebuild(place.folder, past, report_before(place, past.runs.back().run.job), rows);
  report::write(target, overview, rows_of(rows));
  tell_results(target, overview.summary);
  return flush_results() ? ExitStatus::all_done : ExitStatus::some_failed;
}

}  // namespace mpietl::app
