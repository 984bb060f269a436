#include "app/join_manifests.hpp"

#include <cstdio>

#include "app/output_manifest.hpp"
#include "mpietl/core/atomic_file.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/job/job_file.hpp"

namespace mpietl::app {

namespace {

/// The list is made again: reports do not hold the lines of manifests.
job::Listing list_again(const job::Job& job, const std::string& digest) {
  auto listing = job::list_items(job);
  if (listing.whole.digest == digest) return listing;
  throw Error(Reason::usage, "the inputs are not those that the shards were made of");
}

}  // namespace

bool join_manifests(const report::Summary& summary, const report::FileRows& files) {
  if (summary.job.empty() || summary.list_digest.empty()) return true;
  const auto job = job::parse_job(summary.job, "the job of the shards");
  const auto path = output_manifest_path(job);
  if (path.empty()) return true;
  try {
    store_manifest(job, list_again(job, summary.list_digest), files, draw_run_id());
    return true;
  } catch (const Error& error) {
    std::fprintf(
        stderr,
        "mpietl: the reports are joined, but not the manifests of the outputs: there is no "
        "%s: %s; those of the shards stand beside it\n",
        escape(path).c_str(), error.what());
    return false;
  }
}

}  // namespace mpietl::app
