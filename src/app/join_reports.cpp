#include <cstdio>
#include <string>
#include <vector>

#include "app/joined_job.hpp"
#include "app/results.hpp"
#include "mpietl/app/commands.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/io/discover.hpp"
#include "mpietl/report/file.hpp"
#include "mpietl/report/join.hpp"

namespace mpietl::app {

namespace {

void refuse_replacing(const std::string& target, const std::vector<std::string>& paths) {
  const auto real = io::resolved_through(target);
  for (const auto& path : paths) {
    if (io::resolved_through(path) != real) continue;
    throw Error(Reason::usage,
                "the joined report would replace " + escape(path) +
                    ", one of those that it is made of; choose another name with -o");
  }
}

std::vector<report::Part> read_all(const std::vector<std::string>& paths) {
  std::vector<report::Part> parts;
  for (const auto& path : paths) parts.push_back({path, report::read(path)});
  return parts;
}

void tell_results(const std::string& target, const report::Summary& summary) {
  const auto name = escape(target);
  std::printf("%s: %lld reports joined: %lld files: %lld done, %lld failed, %lld skipped; %s\n",
              name.c_str(), static_cast<long long>(summary.joined),
              static_cast<long long>(summary.items), static_cast<long long>(summary.done),
              static_cast<long long>(summary.failed), static_cast<long long>(summary.skipped),
              summary.status.c_str());
  std::printf("show it with: mpietl report %s\n", name.c_str());
  if (summary.status == "complete") return;
  std::fprintf(
      stderr,
      "mpietl: %s is partial: %s; join again with what is missing, or do the rest with one "
      "run: the command of a part, without --shard, with --report %s --resume\n",
      name.c_str(), summary.reason.c_str(), name.c_str());
}

}  // namespace

ExitStatus join_reports(const ReportRequest& request, const std::string& command_line) {
  const auto& target = *request.report;
  refuse_replacing(target, request.paths);
  const auto parts = read_all(request.paths);
  auto [overview, files] = report::join(parts);
  auto& summary = overview.summary;
  summary.command_line = command_line;
  summary.job = joined_job(parts, target);
  report::write(target, overview, files);
  tell_results(target, summary);
  const bool is_complete = flush_results() && summary.status == "complete";
  return is_complete ? ExitStatus::all_done : ExitStatus::some_failed;
}

}  // namespace mpietl::app
