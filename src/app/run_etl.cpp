#include "app/compose_report.hpp"
#include "app/conclude.hpp"
#include "app/muted_output.hpp"
#include "app/preflight.hpp"
#include "app/process_info.hpp"
#include "app/results.hpp"
#include "app/tones.hpp"
#include "mpietl/app/commands.hpp"
#include "mpietl/comm/clock.hpp"
#include "mpietl/comm/collectives.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/job/job_file.hpp"

namespace mpietl::app {

namespace {

Bytes to_bytes(const std::string& text) {
  ByteWriter writer;
  writer.put(text);
  return writer.take();
}

/// What ranks other than 0 need of a job; rank 0 alone knows the names, byte by byte.
job::Job without_names(job::Job job) {
  const job::Job defaults;
  job.paths.clear();
  job.files_from.clear();
  job.manifest.clear();
  job.include.clear();
  job.exclude.clear();
  job.output_dir.clear();
  job.output_manifest.clear();
  job.suffix = defaults.suffix;
  job.report = defaults.report;
  if (job.generate) job.generate->dir = job::Tones{}.dir;
  return job;
}

/// The job in force: rank 0 reads it, all ranks get it.
job::Job share_job(const comm::Communicator& world, const RunRequest& request) {
  job::Job job;
  const Bytes told = comm::from_root(world, [&] {
    job = job_of(request);
    return to_bytes(job::to_toml(without_names(job)));
  });
  comm::together(world, [&] {
    if (world.is_root()) return;
    std::string toml;
    ByteReader(told).get(toml);
    job = job::parse_job(toml, "the job of rank 0");
  });
  return job;
}

Outcome transform_all(const Ranks& ranks, const job::Job& job, const job::ItemList& items) {
  const audio::Chain chain(job.transforms);
  run::Counters counters;
  run::OpenItems open_items;
  const auto durability = job.fsync ? io::Durability::stored : io::Durability::cached;
  run::EtlContext context{chain, job.seed, durability, ranks.clock, counters, open_items};
  context.output = io::parse_output_choice(job.format, job.subtype);
  context.dither = job.dither == "tpdf" ? audio::Dither::tpdf : audio::Dither::none;
  const MutedOutput libraries;
  return distribute(
      ranks, items, counters,
      {.item =
           [&](const job::Item& item, run::Workspace& workspace) {
             return run::process_item(item, context, workspace);
           },
       .soon = run::read_ahead,
       .help = [&](run::Workspace& workspace) { return run::help_with_item(context, workspace); }});
}

}  // namespace

ExitStatus run_etl(const comm::Communicator& world, const RunRequest& request,
                   const std::string& command_line) {
  const job::Job job = share_job(world, request);
  Ranks ranks{world,
              comm::share_clock(world, JobClock()),
              threads_of_rank(world, job.threads),
              job.progress,
              {job.schedule == "dynamic" && world.size() > 1, static_cast<std::size_t>(job.chunk)}};
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
