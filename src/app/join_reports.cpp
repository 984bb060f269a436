#include <algorithm>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include "app/join_manifests.hpp"
#include "app/join_part.hpp"
#include "app/joined_job.hpp"
#include "app/results.hpp"
#include "app/shard_of_report.hpp"
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

/// A forgotten name makes the first of the reports the target: mpietl report --join -o *.h5.
void refuse_replacing_shard(const std::string& target) {
  report::refuse_replacing_others(target);
  const auto shard = shard_of_report(target);
  if (shard.empty()) return;
  throw Error(Reason::usage, "the joined report would replace " + escape(target) +
                                 ", the report of shard " + escape(shard) +
                                 "; give the joined report a name of its own behind -o");
}

/// The parts that are there, and the names of those that are not.
struct Found {
  std::vector<report::Part> parts;
  std::vector<std::string> missing;
};

Found find_parts(const std::vector<std::string>& paths) {
  Found found;
  for (const auto& path : paths) {
    if (auto part = part_of(path)) {
      found.parts.push_back(std::move(*part));
    } else {
      found.missing.push_back(path);
    }
  }
  if (found.parts.empty()) {
    throw Error(Reason::not_found, "there is none of the reports to join, such as " +
                                       escape(paths.front()) +
                                       "; run the shards first, each with its own --report");
  }
  return found;
}

void tell_missing(const std::vector<std::string>& missing) {
  constexpr std::size_t most = 10;
  for (std::size_t i = 0; i < std::min(most, missing.size()); ++i) {
    std::fprintf(stderr, "mpietl: there is no %s; the others are joined\n",
                 escape(missing[i]).c_str());
  }
  if (missing.size() > most) {
    std::fprintf(stderr, "mpietl: nor are %zu other reports\n", missing.size() - most);
  }
}

/// What a list does not tell of itself: other lists than that of shards are of any length.
void note_missing(const std::vector<std::string>& missing, report::Summary& summary) {
  if (missing.empty() || summary.status == "partial") return;
  summary.status = "partial";
  summary.reason = escape(missing.front()) + " is missing";
  if (missing.size() > 1) {
    summary.reason += ", and " + std::to_string(missing.size() - 1) + " more are";
  }
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
  refuse_replacing_shard(target);
  const auto [parts, missing] = find_parts(request.paths);
  auto [overview, files] = report::join(parts);
  auto& summary = overview.summary;
  summary.command_line = command_line;
  summary.job = joined_job(parts, target);
  tell_missing(missing);
  // What is missing of a list of shards is told by its shards.
  note_missing(missing, summary);
  report::write(target, overview, files);
  const bool has_manifest = summary.status != "complete" || join_manifests(summary, files);
  tell_results(target, summary);
  const bool is_good = has_manifest && summary.status == "complete" && summary.failed == 0;
  return flush_results() && is_good ? ExitStatus::all_done : ExitStatus::some_failed;
}

}  // namespace mpietl::app
