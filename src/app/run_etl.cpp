#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <optional>

#include "app/compose_report.hpp"
#include "app/process_info.hpp"
#include "app/tones.hpp"
#include "mpietl/app/commands.hpp"
#include "mpietl/comm/clock.hpp"
#include "mpietl/comm/collectives.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/io/discover.hpp"
#include "mpietl/job/job_file.hpp"
#include "mpietl/report/file.hpp"

namespace mpietl::app {

namespace {

Bytes to_bytes(const std::string& text) {
  ByteWriter writer;
  writer.put(text);
  return writer.take();
}

/// The job in force: rank 0 reads it, all ranks get it. Only rank 0's copy names the inputs
/// byte by byte; TOML holds UTF-8 alone.
job::Job share_job(const comm::Communicator& world, const RunRequest& request) {
  std::optional<job::Job> job;
  const Bytes told = comm::from_root(world, [&] {
    job = job_of(request);
    return to_bytes(job::to_toml(*job));
  });
  if (job) return *job;
  std::string toml;
  ByteReader(told).get(toml);
  return job::parse_job(toml, "the job of rank 0");
}

/// Refuses early what would fail after hours: a report that cannot be stored, or that would
/// replace one of the files.
void check_report_path(const job::Job& job, const std::vector<job::Item>& items) {
  const auto folder = std::filesystem::path(job.report).parent_path().string();
  if (!folder.empty() && !io::is_folder(folder)) {
    throw Error(Reason::usage, "the folder of the report does not exist: " + escape(folder));
  }
  if (io::is_folder(job.report)) {
    throw Error(Reason::usage, "the report's name is a folder: " + escape(job.report));
  }
  const std::string report = io::resolved(job.report);
  for (const auto& item : items) {
    const auto name = std::filesystem::path(job.report).filename();
    const bool alike = std::filesystem::path(item.input).filename() == name ||
                       std::filesystem::path(item.output).filename() == name;
    if (!alike) continue;
    if (io::resolved(item.input) != report && io::resolved(item.output) != report) continue;
    throw Error(Reason::usage, "the report would replace the audio file " + escape(job.report) +
                                   "; choose another --report");
  }
}

std::vector<job::Item> list_checked(const comm::Communicator& world, const job::Job& job) {
  std::vector<job::Item> items;
  comm::from_root(world, [&] {
    items = job::list_items(job);
    check_report_path(job, items);
    job::check_space(items);
    return Bytes{};
  });
  return items;
}

Outcome transform_all(const Ranks& ranks, const job::Job& job,
                      const std::vector<job::Item>& items) {
  const audio::Chain chain(job.transforms);
  run::Counters counters;
  run::OpenItems open_items;
  const run::EtlContext context{chain, job.seed, ranks.clock, counters, open_items};
  return distribute(
      ranks, items, counters,
      {.item =
           [&](const job::Item& item, run::Workspace& workspace) {
             return run::process_item(item, context, workspace);
           },
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
  if (std::fflush(stdout) != 0) {
    std::fprintf(stderr, "mpietl: cannot write the results to standard output: %s\n",
                 std::strerror(errno));
  }
}

/// Prints the results and writes the report, on rank 0.
ExitStatus conclude(const job::Job& job, const JobClock& clock, Outcome outcome,
                    const std::string& created, const std::string& command_line) {
  const double etl_seconds = clock.now();
  const auto report = compose_report(job, std::move(outcome), created, command_line);
  print_results(report.files, etl_seconds);
  report::write(job.report, report, &clock);
  if (report.summary.failed == 0) return ExitStatus::all_done;
  std::fprintf(stderr,
               "mpietl: %lld of %lld files failed; the reasons are in %s, show them with: mpietl "
               "report %s\n",
               static_cast<long long>(report.summary.failed),
               static_cast<long long>(report.summary.items), escape(job.report).c_str(),
               escape(job.report).c_str());
  return ExitStatus::some_failed;
}

}  // namespace

ExitStatus run_etl(const comm::Communicator& world, const RunRequest& request,
                   const std::string& command_line) {
  const job::Job job = share_job(world, request);
  Ranks ranks{world, comm::share_clock(world, JobClock()), threads_of_rank(world, job.threads),
              job.progress};
  if (job.generate) prepare_tones(ranks, job);

  ranks.clock = comm::share_clock(world, JobClock());
  const std::string created = utc_now();
  const double listing_start = ranks.clock.now();
  const auto items = list_checked(world, job);
  const report::Phase listing{"listing", listing_start, ranks.clock.now()};
  auto outcome = transform_all(ranks, job, items);
  outcome.phases.insert(outcome.phases.begin(), listing);

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
