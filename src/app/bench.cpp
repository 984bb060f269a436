#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>
#include <system_error>

#include "app/bench_runs.hpp"
#include "app/commands.hpp"
#include "app/cores.hpp"
#include "app/input_lengths.hpp"
#include "app/preflight.hpp"
#include "app/results.hpp"
#include "app/run_report.hpp"
#include "app/shared_folders.hpp"
#include "mpietl/comm/clock.hpp"
#include "mpietl/comm/collectives.hpp"
#include "mpietl/core/atomic_file.hpp"
#include "mpietl/core/codec.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/exit_status.hpp"
#include "mpietl/core/process_info.hpp"
#include "mpietl/core/version.hpp"
#include "mpietl/report/hdf5/file.hpp"

namespace mpietl::app {

namespace {

namespace fs = std::filesystem;

/// A folder for temporary files below `parent`, removed with its contents by the destructor.
class ScratchFolder {
 public:
  /// Throws Error if the system refuses.
  explicit ScratchFolder(const std::string& parent);
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  ScratchFolder(ScratchFolder&&) = delete;
  ScratchFolder& operator=(ScratchFolder&&) = delete;
  ~ScratchFolder();

  [[nodiscard]] std::string path() const { return path_.string(); }

  /// Removes its contents.
  void clear() const;

 private:
  std::filesystem::path path_;
};

ScratchFolder::ScratchFolder(const std::string& parent) {
  std::error_code failure;
  fs::create_directories(parent, failure);
  if (failure) throw system_error("make the folder", parent, failure.value());
  std::string name = (fs::path(parent) / ".mpietl-bench-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw system_error("make a folder in", parent, errno);
  path_ = name;
}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

void ScratchFolder::clear() const {
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(path_, ignored)) {
    fs::remove_all(entry.path(), ignored);
  }
}

constexpr const char* usual_report = "mpietl-bench.h5";

/// The job to run, on rank 0: the typed one, with outputs in `scratch`.
job::Job job_of_bench(const BenchRequest& request, std::optional<ScratchFolder>& scratch) {
  RunRequest work = request.run;
  work.is_demo = work.job_file.empty() && !work.names_inputs();
  auto job = job_of(work);
  if (job.shard) {
    throw Error(Reason::usage, "bench needs the complete list, but the job file has shard = \"" +
                                   job::to_text(job.shard) + "\"; remove that line");
  }
  if (!work.options.has(&job::Job::report)) job.report = usual_report;
  job.output_manifest.clear();
  job.dry_run = false;  // a job file may set it
  scratch.emplace(job.output_dir.empty() ? "." : job.output_dir);
  job.output_dir = scratch->path();
  return job;
}

/// The job under one configuration.
job::Job configured(job::Job job, const Configuration& configuration) {
  job.threads = configuration.threads;
  job.schedule =
      configuration.is_dynamic ? job::Schedule::dynamic_grants : job::Schedule::static_shares;
  job.chunk = static_cast<std::int64_t>(configuration.chunk);
  return job;
}

/// What all runs of a bench share.
struct Bench {
  const comm::Communicator& world;
  const job::Job& job;
  const job::Listing& listing;
  const std::string& command_line;
  dispatch::JobRun run;
  run::WorkerParent& worker_parent;
};

/// One run on the first ranks of the world; collective over those. Rank 0 has the report.
report::Report run_once(const comm::Communicator& ranks_of_run, const Bench& bench,
                        const Configuration& configuration) {
  const auto job = configured(bench.job, configuration);
  const dispatch::Ranks ranks{.world = ranks_of_run,
                              .clock = comm::share_clock(ranks_of_run, JobClock()),
                              .threads = configuration.threads,
                              .dealing = {configuration.is_dynamic, configuration.chunk},
                              .cpu_seconds_before = cpu_seconds(),
                              .worker_parent = &bench.worker_parent};
  const auto start = start_of(ranks.clock);
  const auto outcome =
      dispatch::run_job(ranks, job, dispatch::UnitList(bench.listing.items), bench.run, nullptr);
  report::Report report;
  if (!ranks_of_run.is_root()) return report;
  const auto files = rows_of(outcome.records, bench.listing.items);
  static_cast<report::Overview&>(report) =
      compose_report(job, bench.listing.whole, outcome, files, start, bench.command_line);
  report.summary.wall_seconds = ranks.clock.now();
  for (std::size_t i = 0; i < files.size; ++i) report.files.push_back(files.at(i));
  return report;
}

/// Runs one configuration; ranks that take no part wait. Collective.
report::NamedRun run_named(const Bench& bench, const Configuration& configuration,
                           std::int64_t repetition) {
  report::NamedRun run;
  run.configuration = configuration.name();
  run.repetition = repetition;
  run.name = report::run_name(run.configuration, repetition);
  if (configuration.is_dynamic) run.chunk = static_cast<std::int64_t>(configuration.chunk);
  if (const auto part = bench.world.first_ranks(configuration.ranks)) {
    run.report = run_once(*part, bench, configuration);
  }
  comm::barrier(bench.world);
  return run;
}

/// Unbinds the ranks from the CPUs that the launcher chose. Returns the processors of rank 0 on all
/// ranks, so that all have the same configurations on hosts that differ. Collective.
Processors share_cpus(const comm::Communicator& world) {
  Processors cpus{share_cpus_of_host(world), threads_of_rank(world, 0)};
  const Bytes bytes = comm::run_on_root(world, [&] {
    ByteWriter writer;
    writer.put(cpus.of_host);
    writer.put(cpus.per_rank);
    return writer.take();
  });
  ByteReader reader(bytes);
  reader.get(cpus.of_host);
  reader.get(cpus.per_rank);
  return cpus;
}

/// All runs, round by round, so that other load on the machine affects all configurations alike.
report::Runs run_all(const Bench& bench, const std::vector<Configuration>& configurations,
                     std::int64_t repetitions, const std::optional<ScratchFolder>& scratch) {
  report::Runs runs;
  runs.mpietl_version = version();
  runs.created = utc_now();
  runs.command_line = bench.command_line;
  const auto run = [&](const Configuration& configuration, std::int64_t repetition) {
    auto named = run_named(bench, configuration, repetition);
    if (scratch) scratch->clear();
    comm::barrier(bench.world);
    return named;
  };
  // A first run, which does not count, warms caches.
  run(configurations.back(), 0);
  for (std::int64_t round = 1; round <= repetitions; ++round) {
    for (const auto& configuration : configurations) {
      runs.runs.push_back(run(configuration, round));
      if (bench.world.is_root()) print_run(runs.runs.back(), repetitions);
    }
  }
  return runs;
}

ExitStatus conclude(const report::Runs& runs, const job::Job& job) {
  print_bench(runs, job.report);
  const bool is_printed = flush_results();
  try {
    report::write_runs(job.report, runs);
  } catch (const Error& error) {
    std::fprintf(stderr, "mpietl: all runs are done, but the report could not be written: %s\n",
                 error.what());
    return ExitStatus::some_failed;
  }
  const auto is_done = [](const auto& run) { return run.report.summary.failed == 0; };
  return is_printed && std::ranges::all_of(runs.runs, is_done) ? ExitStatus::all_done
                                                               : ExitStatus::some_failed;
}

/// Collective; rank 0 has the listing.
job::Listing list_for_bench(const dispatch::Ranks& ranks, const RunRequest& request,
                            const job::Job& job) {
  const auto lengths = lengths_for_windows(ranks, job);
  job::Listing listing;
  with_distributed_files(ranks.world, job, [&](DistributedFiles files) {
    use_lengths(lengths, files.file_system);
    listing = list_job(request, job, files);
    check_room(job, listing.items, files);
    make_output_folder(job, listing.items);
  });
  return listing;
}

/// The run info of all runs of a bench. They share one id, since no output is kept.
dispatch::JobRun begin_bench(const comm::Communicator& world, const job::Job& job) {
  const Bytes shared = comm::run_on_root(world, [&] {
    ByteWriter writer;
    writer.put(draw_run_id());
    writer.put(job.output_dir);
    return writer.take();
  });
  dispatch::JobRun run;
  ByteReader reader(shared);
  reader.get(run.id);
  reader.get(run.output_root);
  return run;
}

}  // namespace

ExitStatus run_bench(const comm::Communicator& world, const BenchRequest& request,
                     const std::string& command_line, run::WorkerParent& worker_parent) {
  std::optional<ScratchFolder> scratch;  // on rank 0
  const auto job = share_job(world, [&] { return job_of_bench(request, scratch); });
  const auto cpus = share_cpus(world);
  const auto configurations = configurations_of(request, world.size(), cpus);
  const dispatch::Ranks all{
      .world = world, .clock = comm::share_clock(world, JobClock()), .threads = cpus.per_rank};
  if (job.generate) prepare_tones(all, job);
  const auto listing = list_for_bench(all, request.run, job);
  check_shared_folders(world, job, listing.items, draw_run_id());
  const Bench bench{world, job, listing, command_line, begin_bench(world, job), worker_parent};
  const auto runs = run_all(bench, configurations, request.repetitions, scratch);
  return status_from_root(world, [&] { return conclude(runs, job); });
}

}  // namespace mpietl::app
