#include "app/conclude.hpp"
#include "app/open_journal.hpp"
#include "app/preflight.hpp"
#include "app/results.hpp"
#include "app/resume.hpp"
#include "app/run_name.hpp"
#include "app/share_job.hpp"
#include "app/signals.hpp"
#include "app/tones.hpp"
#include "app/transform_all.hpp"
#include "mpietl/app/commands.hpp"
#include "mpietl/comm/clock.hpp"
#include "mpietl/core/text.hpp"

namespace mpietl::app {

namespace {

Limits limits_of(const job::Job& job, std::size_t items) {
  Limits limits;
  if (!job.time_limit.empty()) limits.seconds = parse_duration(job.time_limit, "time_limit");
  limits.most_failed = job::most_errors(job.max_errors, items);
  if (job.on_error == "abort") limits.most_failed = 0;
  return limits;
}

}  // namespace

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

  const StopSignals signals;
  ranks.clock = comm::share_clock(world, JobClock());
  const auto start = start_of(ranks.clock);
  const double listing_start = ranks.clock.now();
  Resumption earlier;  // on rank 0
  const auto listing = list_and_check(
      world, request, job,
      [&](const auto& items, const auto& look) { earlier = look_back(job, items, look); });
  if (job.dry_run) return ExitStatus::all_done;
  const auto name = name_run(world, job, earlier, start);
  if (name.is_over) return ExitStatus::all_done;
  const report::Phase listing_phase{"listing", listing_start, ranks.clock.now()};
  ranks.limits = limits_of(job, listing.items.size());

  const auto journal = open_journal(ranks, job, listing, {name, command_line});
  auto outcome =
      transform_all(ranks, job, listing.items, name, *journal, std::move(earlier.beginning));
  outcome.phases.insert(outcome.phases.begin(), listing_phase);
  return status_from_root(world, [&] {
    return conclude({job, listing, ranks.clock, name, command_line, earlier}, outcome);
  });
}

}  // namespace mpietl::app
