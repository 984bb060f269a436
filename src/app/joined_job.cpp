#include "app/joined_job.hpp"

#include <algorithm>
#include <optional>

#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/job/fingerprint.hpp"
#include "mpietl/job/job_file.hpp"
#include "mpietl/job/shard.hpp"

namespace mpietl::app {

namespace {

/// The job of a part, as if it were that of the whole.
job::Job whole_job(const report::Part& part) {
  auto job = job::parse_job(part.report.summary.job, "the job in " + part.name);
  if (job.shard.empty()) return job;
  job.output_manifest = job::without_shard(job.output_manifest, job::parse_shard(job.shard));
  job.shard.clear();
  return job;
}

std::vector<std::string> changes_of(const job::Job& first, job::Job other) {
  // Each may have named its own.
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

}  // namespace

std::string joined_job(const std::vector<report::Part>& parts, const std::string& target) {
  const bool are_shards = std::ranges::any_of(parts, is_shard);
  const report::Part* first = nullptr;
  std::optional<job::Job> joined;
  for (const auto& part : parts) {
    // What a damaged journal left of a run does not tell its job.
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
  joined->report = target;
  return job::to_toml(*joined);
}

}  // namespace mpietl::app
