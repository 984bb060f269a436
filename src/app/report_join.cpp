#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/commands.hpp"
#include "app/journal_report.hpp"
#include "app/output_places.hpp"
#include "app/past_runs.hpp"
#include "app/results.hpp"
#include "app/run_report.hpp"
#include "mpietl/core/atomic_file.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/exit_status.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/io/files/file_system.hpp"
#include "mpietl/io/files/paths.hpp"
#include "mpietl/job/fingerprint.hpp"
#include "mpietl/job/job_file.hpp"
#include "mpietl/job/shard.hpp"
#include "mpietl/journal/journal.hpp"
#include "mpietl/report/hdf5/file.hpp"
#include "mpietl/report/join/join.hpp"

namespace mpietl::app {

namespace {

namespace fs = std::filesystem;

report::Report whole(JournalReport made) {
  report::Report report;
  static_cast<report::Overview&>(report) = std::move(made.overview);
  const auto rows = rows_of(*made.rows);
  report.files.reserve(rows.size);
  for (std::size_t row = 0; row < rows.size; ++row) report.files.push_back(rows.at(row));
  return report;
}

/// Whether the journal has a run later than that of the report.
bool is_newer(const journal::Past& past, const report::Report& report) {
  return std::ranges::any_of(past.runs, [&](const journal::PastRun& past_run) {
    return past_run.run.number > report.summary.run;
  });
}

/// The report at `path`, completed from the journals of later runs that have died; removes their
/// temporary files. Empty if there is neither report nor journal.
std::optional<report::Part> part_of(const std::string& path) {
  const bool is_there = io::file_bytes(path) >= 0;
  report::Part part{path, {}};
  if (is_there) part.report = report::read(path);
  const auto folder = journal::folder_of(path);
  const auto past = journal::read(folder, [](const auto&) {});
  if (is_there && !is_newer(past, part.report)) return part;
  auto made = read_journal_report({folder, path});
  if (!made) return std::nullopt;
  part.report = whole(std::move(*made));
  remove_leftovers(path, part.report, past.runs);
  return part;
}

/// The job of a shard as a job on the complete list.
job::Job whole_job(const report::Part& part) {
  auto job = job::parse_job(part.report.summary.job, "the job in " + part.name);
  if (!job.shard) return job;
  job.output_manifest = job::without_shard(job.output_manifest, *job.shard);
  job.shard.reset();
  return job;
}

std::vector<std::string> changes_of(const job::Job& first, job::Job other) {
  // Shards may differ in these.
  other.output_manifest = first.output_manifest;
  return job::changes(first, other);
}

[[noreturn]] void refuse(const report::Part& first, const report::Part& other,
                         const std::vector<std::string>& changes) {
  std::string text = escape(first.name) + " and " + escape(other.name) + " are of different jobs: ";
  for (const auto& change : changes) text += change + "; ";
  throw Error(Reason::usage, text + "give the shards of one job");
}

bool is_shard(const report::Part& part) { return !part.report.summary.shard.empty(); }

/// The complete job of which these reports are shards, as TOML, with `target` as its report. Paths
/// are relative to `folder`, in which the shards were started. Empty if jobs differ or are unknown.
/// Throws Error(usage), which names files and differences, if shards are of different jobs, and for
/// a job that cannot be parsed.
std::string joined_job(const std::vector<report::Part>& parts, const std::string& target,
                       const std::string& folder) {
  const bool are_shards = std::ranges::any_of(parts, is_shard);
  const report::Part* first = nullptr;
  std::optional<job::Job> joined;
  for (const auto& part : parts) {
    // The job is unknown if the header of the journal is damaged.
    if (part.report.summary.job.empty()) continue;
    const auto job = whole_job(part);
    if (!joined) {
      joined = job;
      first = &part;
      continue;
    }
    const auto changes = changes_of(*joined, job);
    if (!changes.empty() && are_shards) refuse(*first, part, changes);
    if (!changes.empty()) return "";
    if (job.output_manifest != joined->output_manifest) joined->output_manifest.clear();
  }
  if (!joined) return "";
  joined->report = is_here(folder) ? target : fs::absolute(target).string();
  return job::to_toml(*joined);
}

/// Lists the items again, since reports do not hold the lines of manifests.
job::Listing list_again(const job::Job& job, const std::string& digest) {
  auto listing = job::list_items(job);
  if (listing.whole.digest == digest) return listing;
  throw Error(Reason::usage, "the inputs are not those of the shards");
}

/// Writes the manifest of the outputs for the complete list, from the joined report of its shards.
/// Does nothing for a job without a manifest. Returns whether that worked; prints on standard error
/// why not, for example because the list has changed.
bool join_manifests(const report::Summary& summary, const report::FileRows& files) {
  if (summary.job.empty() || summary.list_digest.empty()) return true;
  const auto job = job::parse_job(summary.job, "the job of the shards");
  const auto path = output_manifest_path(job);
  if (path.empty()) return true;
  try {
    if (!is_here(unescape(summary.working_directory))) {
      throw Error(Reason::usage,
                  "paths are relative to " + summary.working_directory + "; join the shards there");
    }
    store_manifest(job, list_again(job, summary.list_digest), files, draw_run_id());
    return true;
  } catch (const Error& error) {
    std::fprintf(stderr,
                 "mpietl: the reports are joined, but the manifest of the outputs %s could not be "
                 "written: %s; those of the shards are next to it\n",
                 escape(path).c_str(), error.what());
    return false;
  }
}

void refuse_replacing(const std::string& target, const std::vector<std::string>& paths) {
  const auto real = io::resolved_through(target);
  for (const auto& path : paths) {
    if (io::resolved_through(path) != real) continue;
    throw Error(Reason::usage, "the joined report would replace " + escape(path) +
                                   ", one of its parts; choose another name with -o");
  }
}

/// Refuses to overwrite the report of a shard, as in: mpietl report --join -o *.h5.
void refuse_replacing_shard(const std::string& target) {
  report::refuse_replacing_others(target);
  const auto shard = shard_of_report(target);
  if (shard.empty()) return;
  throw Error(Reason::usage, "the joined report would replace " + escape(target) +
                                 ", the report of shard " + escape(shard) +
                                 "; name another file with -o");
}

/// The parts that exist, and the names of those that are missing.
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
    throw Error(Reason::not_found, "all reports to join are missing, such as " +
                                       escape(paths.front()) +
                                       "; run the shards first, each with its own --report");
  }
  return found;
}

void warn_of_missing(const std::vector<std::string>& missing) {
  constexpr std::size_t max_named = 10;
  for (std::size_t i = 0; i < std::min(max_named, missing.size()); ++i) {
    std::fprintf(stderr, "mpietl: %s is missing; the others are joined\n",
                 escape(missing[i]).c_str());
  }
  if (missing.size() > max_named) {
    std::fprintf(stderr, "mpietl: %zu other reports are missing\n", missing.size() - max_named);
  }
}

/// Completes what the parts do not state; only the list of shards has a known length.
void note_missing(const std::vector<std::string>& missing, report::Summary& summary) {
  if (missing.empty() || summary.status == "partial") return;
  summary.status = "partial";
  summary.reason = escape(missing.front()) + " is missing";
  if (missing.size() > 1) {
    summary.reason += ", and " + std::to_string(missing.size() - 1) + " more are";
  }
}

void print_results(const std::string& target, const report::Summary& summary) {
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
      "mpietl: %s is partial: %s; join again with the missing reports, or process the rest in one "
      "run: use the command of a part without --shard, and add --report %s --resume\n",
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
  summary.job = joined_job(parts, target, unescape(summary.working_directory));
  warn_of_missing(missing);
  // For shards, the parts themselves say what is missing.
  note_missing(missing, summary);
  report::write(target, overview, files);
  const bool has_manifest = summary.status != "complete" || join_manifests(summary, files);
  print_results(target, summary);
  const bool is_good = has_manifest && summary.status == "complete" && summary.failed == 0;
  return flush_results() && is_good ? ExitStatus::all_done : ExitStatus::some_failed;
}

}  // namespace mpietl::app
