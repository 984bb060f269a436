#include "app/compose_report.hpp"

#include <algorithm>

#include "app/process_info.hpp"
#include "mpietl/comm/communicator.hpp"
#include "mpietl/core/version.hpp"
#include "mpietl/io/audio_format.hpp"
#include "mpietl/job/job_file.hpp"

namespace mpietl::app {

report::Overview compose_report(const job::Job& job, const job::WholeList& list,
                                const Outcome& outcome, const report::FileRows& files,
                                const RunStart& start, const std::string& command_line) {
  report::Overview report;
  report.ranks = outcome.ranks;
  report.phases = outcome.phases;

  auto& summary = report.summary;
  summary.mpietl_version = version();
  summary.created = start.created;
  summary.started_unix_seconds = start.started_unix_seconds;
  summary.command_line = command_line;
  summary.job = job::to_toml(job);
  summary.shard = job.shard;
  summary.list_items = static_cast<std::int64_t>(list.items);
  summary.list_digest = list.digest;
  summary.seed = job.seed;
  summary.ranks = static_cast<std::int64_t>(report.ranks.size());
  for (const auto& rank : report.ranks) {
    summary.threads_per_rank = std::max<std::int64_t>(summary.threads_per_rank, rank.threads);
  }
  summary.hosts = host_names(report.ranks);
  summary.schedule = summary.ranks > 1 ? job.schedule : "static";
  summary.mpi_library = comm::library_version();
  summary.libsndfile_version = io::sndfile_version();
  summary.environment = job_environment();
  count_totals(files, summary);
  if (summary.skipped > 0) {
    summary.status = "partial";
    summary.reason = outcome.stop_reason;
  }
  return report;
}

}  // namespace mpietl::app
