#include <cstdio>
#include <filesystem>

#include "app/compose_report.hpp"
#include "app/lookup.hpp"
#include "app/plan.hpp"
#include "app/process_info.hpp"
#include "app/results.hpp"
#include "app/tones.hpp"
#include "mpietl/app/commands.hpp"
#include "mpietl/comm/clock.hpp"
#include "mpietl/comm/collectives.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/io/atomic_file.hpp"
#include "mpietl/io/discover.hpp"
#include "mpietl/job/items.hpp"
#include "mpietl/job/job_file.hpp"
#include "mpietl/job/space.hpp"
#include "mpietl/report/file.hpp"

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

/// Refuses early what would fail after hours: a report that cannot be stored, or that would
/// replace one of the files.
void check_report_path(const RunRequest& request, const job::Job& job, const job::ItemList& items) {
  const auto folder = std::filesystem::path(job.report).parent_path().string();
  if (!folder.empty() && !io::is_folder(folder)) {
    throw Error(Reason::usage, "the folder of the report does not exist: " + escape(folder));
  }
  if (!io::may_be_replaced(job.report)) {
    throw Error(Reason::usage, "the report's name is no regular file: " + escape(job.report));
  }
  const std::string report = io::resolved(job.report);
  for (const auto& other : {request.job_file, job.files_from}) {
    if (other.empty() || io::resolved_through(other) != io::resolved_through(job.report)) continue;
    throw Error(Reason::usage,
                "the report would replace " + escape(other) + "; choose another --report");
  }
  // A trial: an error tells now what would be told after the work.
  if (!request.is_dry) const io::AtomicFile trial(job.report);
  const std::string name = std::filesystem::path(job.report).filename().string();
  const auto is_report = [&](const std::string& path) {
    return path.ends_with(name) && io::resolved(path) == report;
  };
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (!is_report(items.input(i)) && !is_report(items.output(i))) continue;
    throw Error(Reason::usage, "the report would replace the audio file " + escape(job.report) +
                                   "; choose another --report");
  }
}

/// Outputs of `growth` times the size of their inputs.
job::Outputs grown(const job::ItemList& items, double growth) {
  return {items, [&items, growth](std::size_t index) {
            return static_cast<std::int64_t>(growth * static_cast<double>(items.bytes(index)));
          }};
}

/// In a dry run, tones that are not there count as if they were made.
void count_missing_tones(const job::Job& job, job::ItemList& items) {
  std::size_t missing = 0;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (items.bytes(i) >= 0) continue;
    items.set_look(i, {job::tone_bytes(*job.generate), false});
    ++missing;
  }
  if (missing > 0)
    std::printf("%zu tones would be made in %s first\n", missing,
                escape(job.generate->dir).c_str());
}

job::Listing list_checked(const comm::Communicator& world, const RunRequest& request,
                          const job::Job& job) {
  job::Listing listing;
  with_shared_lookup(world, job, [&](const SharedLookup& lookup) {
    listing = job::list_items(job, lookup.files);
    if (request.is_dry && job.generate) count_missing_tones(job, listing.items);
    check_report_path(request, job, listing.items);
    if (request.is_dry) {
      std::fputs(plan_text(make_plan(job, listing.items, world.size(), lookup), job).c_str(),
                 stdout);
    }
    job::check_space({grown(listing.items, growth_of(job, listing.items, lookup))});
  });
  return listing;
}

Outcome transform_all(const Ranks& ranks, const job::Job& job, const job::ItemList& items) {
  const audio::Chain chain(job.transforms);
  run::Counters counters;
  run::OpenItems open_items;
  const auto durability = job.fsync ? io::Durability::stored : io::Durability::cached;
  run::EtlContext context{chain, job.seed, durability, ranks.clock, counters, open_items};
  context.output = io::parse_output_choice(job.format, job.subtype);
  context.dither = job.dither == "tpdf" ? audio::Dither::tpdf : audio::Dither::none;
  return distribute(
      ranks, items, counters,
      {.item =
           [&](const job::Item& item, run::Workspace& workspace) {
             return run::process_item(item, context, workspace);
           },
       .soon = run::read_ahead,
       .help = [&](run::Workspace& workspace) { return run::help_with_item(context, workspace); }});
}

void print_results(const std::vector<Record>& files, double etl_seconds) {
  for (const auto& file : files) {
    if (file.status == Status::failed) {
      std::printf("%s failed: %s\n", file.path.c_str(), file.error.c_str());
    } else {
      std::printf("%s completed in %.2fs\n", file.path.c_str(), file.total_seconds);
    }
  }
  std::printf("etl took %.2fs total\n", etl_seconds);
}

/// Whether the report is stored; says why when it is not.
bool store(const job::Job& job, const report::Report& report, const JobClock& clock) {
  try {
    report::write(job.report, report, &clock);
    return true;
  } catch (const Error& error) {
    std::fprintf(stderr, "mpietl: all files were worked on, but there is no report: %s\n",
                 error.what());
    return false;
  }
}

/// Prints the results and writes the report, on rank 0.
ExitStatus conclude(const job::Job& job, const JobClock& clock, Outcome outcome,
                    const std::string& created, const std::string& command_line) {
  const double etl_seconds = clock.now();
  const auto report = compose_report(job, std::move(outcome), created, command_line);
  print_results(report.files, etl_seconds);
  const bool is_printed = flush_results();
  const bool is_stored = store(job, report, clock);
  if (report.summary.failed > 0) {
    std::fprintf(stderr,
                 "mpietl: %lld of %lld files failed; the reasons are in %s, show them with: "
                 "mpietl report %s\n",
                 static_cast<long long>(report.summary.failed),
                 static_cast<long long>(report.summary.items), escape(job.report).c_str(),
                 escape(job.report).c_str());
  }
  const bool is_all_done = report.summary.failed == 0 && is_printed && is_stored;
  return is_all_done ? ExitStatus::all_done : ExitStatus::some_failed;
}

}  // namespace

ExitStatus run_etl(const comm::Communicator& world, const RunRequest& request,
                   const std::string& command_line) {
  const job::Job job = share_job(world, request);
  Ranks ranks{world, comm::share_clock(world, JobClock()), threads_of_rank(world, job.threads),
              job.progress};
  if (job.generate && !request.is_dry) prepare_tones(ranks, job);

  ranks.clock = comm::share_clock(world, JobClock());
  const std::string created = utc_now();
  const double listing_start = ranks.clock.now();
  const auto listing = list_checked(world, request, job);
  if (request.is_dry) return ExitStatus::all_done;
  const report::Phase listing_phase{"listing", listing_start, ranks.clock.now()};
  auto outcome = transform_all(ranks, job, listing.items);
  outcome.phases.insert(outcome.phases.begin(), listing_phase);

  const Bytes status = comm::from_root(world, [&] {
    ByteWriter writer;
    writer.put(conclude(job, ranks.clock, std::move(outcome), created, command_line));
    return writer.take();
  });
  ExitStatus result{};
  ByteReader(status).get(result);
  return result;
}

}  // namespace mpietl::app
