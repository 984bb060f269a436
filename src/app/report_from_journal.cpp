#include <cstdio>
#include <filesystem>

#include "app/commands.hpp"
#include "app/journal_report.hpp"
#include "app/results.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/exit_status.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/report/hdf5/file.hpp"

namespace mpietl::app {

namespace {

namespace fs = std::filesystem;

JournalPlace place_of(std::string folder) {
  while (folder.size() > 1 && folder.ends_with('/')) folder.pop_back();
  const std::string extension = journal::folder_of("");
  const bool names_report = folder.ends_with(extension) && folder.size() > extension.size();
  return {folder, names_report ? folder.substr(0, folder.size() - extension.size()) : ""};
}

/// The path of the report. An existing one is replaced only if it was named.
std::string target_of(const ReportRequest& request, const JournalPlace& place) {
  if (request.report) {
    report::refuse_replacing_others(*request.report);
    return *request.report;
  }
  if (place.report.empty()) {
    throw Error(Reason::usage, escape(place.folder) +
                                   " does not have the name of a journal, REPORT.journal; name the "
                                   "report to write with --report");
  }
  std::error_code ignored;
  if (!fs::exists(fs::symlink_status(place.report, ignored))) return place.report;
  throw Error(Reason::usage, "the report " + escape(place.report) +
                                 " exists already; to replace it, name it with --report");
}

[[noreturn]] void refuse_nothing(const JournalPlace& place) {
  std::error_code ignored;
  if (!fs::exists(place.folder, ignored)) {
    throw Error(
        Reason::not_found,
        "there is no journal " + escape(place.folder) +
            "; until a job is complete, the journal is next to its report, as REPORT.journal");
  }
  throw Error(Reason::format, escape(place.folder) + " holds no journal of a run");
}

void print_results(const std::string& target, const report::Summary& summary) {
  const auto name = escape(target);
  std::printf("%s: %lld files: %lld done, %lld failed, %lld skipped; %s\n", name.c_str(),
              static_cast<long long>(summary.items), static_cast<long long>(summary.done),
              static_cast<long long>(summary.failed), static_cast<long long>(summary.skipped),
              summary.status == "partial" ? summary.reason.c_str() : "complete");
  std::printf("show it with: mpietl report %s\n", name.c_str());
  if (summary.status == "partial" && !summary.command_line.empty()) {
    std::printf("continue with: %s\n", to_resume(summary.command_line).c_str());
  }
}

}  // namespace

ExitStatus report_from_journal(const ReportRequest& request) {
  const auto place = place_of(*request.from_journal);
  const auto made = read_journal_report(place);
  if (!made) refuse_nothing(place);
  const auto target = target_of(request, place);
  report::write(target, made->overview, rows_of(*made->rows));
  print_results(target, made->overview.summary);
  return flush_results() ? ExitStatus::all_done : ExitStatus::some_failed;
}

}  // namespace mpietl::app
