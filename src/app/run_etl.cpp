#include "app/compose_report.hpp"
#include "app/conclude.hpp"
#include "app/preflight.hpp"
#include "app/process_info.hpp"
#include "app/results.hpp"
#include "app/share_job.hpp"
#include "app/tones.hpp"
#include "app/transform_all.hpp"
#include "mpietl/app/commands.hpp"
#include "mpietl/comm/clock.hpp"

namespace mpietl::app {

ExitStatus run_etl(const comm::Communicator& world, const RunRequest& request,
                   const std::string& command_line) {
  const job::Job job = share_job(world, [&] { return job_of(request); });
  Ranks ranks{
      world,
      comm::share_clock(world, JobClock()),
      threads_of_rank(world, job.threads),
      job.progress,
      {job::is_dynamic(job.schedule) && world.size() > 1, static_cast<std::size_t>(job.chunk)}};
  if (job.generate && !job.dry_run) prepare_tones(ranks, job);

  ranks.clock = comm::share_clock(world, JobClock());
  const std::string created = utc_now();
  const double listing_start = ranks.clock.now();
  const auto listing = list_and_check(world, request, job);
  if (job.dry_run) return ExitStatus::all_done;
  const report::Phase listing_phase{"listing", listing_start, ranks.clock.now()};
  auto outcome = transform_all(ranks, job, listing.items);
  outcome.phases.insert(outcome.phases.begin(), listing_phase);

  return status_from_root(world, [&] {
    const auto files = rows_of(outcome.records, listing.items);
    return conclude(job, listing, ranks.clock,
                    compose_report(job, outcome, files, created, command_line), files);
  });
}

}  // namespace mpietl::app
