#include <cstdio>

#include "app/commands.hpp"
#include "app/cores.hpp"
#include "app/progress_display.hpp"
#include "app/results.hpp"
#include "app/run_report.hpp"
#include "mpietl/comm/clock.hpp"
#include "mpietl/comm/collectives.hpp"
#include "mpietl/core/atomic_file.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/exit_status.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/io/files/file_system.hpp"
#include "mpietl/job/forecast.hpp"
#include "mpietl/job/items.hpp"
#include "mpietl/job/job.hpp"
#include "mpietl/job/job_file.hpp"
#include "mpietl/run/etl_work.hpp"
#include "mpietl/run/local_team.hpp"
#include "mpietl/run/supervision.hpp"

namespace mpietl::app {

namespace {

ExitStatus print_tones(const report::FileRows& rows, std::int64_t count, double seconds) {
  bool is_all_done = true;
  for (std::size_t i = 0; i < rows.size; ++i) {
    const Record record = rows.at(i);
    if (record.status == Status::failed) {
      std::printf("%s failed: %s\n", record.path.c_str(), record.error.c_str());
      is_all_done = false;
    } else {
      std::printf("%s made in %.2fs\n", record.path.c_str(), record.total_seconds);
    }
  }
  const auto kept = count - static_cast<std::int64_t>(rows.size);
  if (kept > 0) std::printf("%lld kept: they exist already\n", static_cast<long long>(kept));
  std::printf("generate took %.2fs total\n", seconds);
  return flush_results() && is_all_done ? ExitStatus::all_done : ExitStatus::some_failed;
}

/// The items of the job as if the missing tones existed; empty if it names other inputs, which
/// cannot be listed yet.
job::ItemList future_items(const job::Job& job) {
  if (job::names_inputs(job)) return {};
  auto items = job::list_items(job).items;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (items.bytes(i) < 0) items.set_status(i, {job::tone_bytes(*job.generate), false});
  }
  return items;
}

std::string total_bytes(const job::ItemList& items) {
  return format_bytes(static_cast<std::uint64_t>(items.total_bytes()));
}

void announce(const job::Job& job, const job::ItemList& missing, const job::ItemList& items) {
  const std::string& dir = job.generate->dir;
  std::fprintf(stderr,
               "mpietl: making %zu of %lld tones in %s (%s), then %zu outputs (%s); %s free\n",
               missing.size(), static_cast<long long>(job.generate->count), escape(dir).c_str(),
               total_bytes(missing).c_str(), items.size(), total_bytes(items).c_str(),
               format_bytes(io::free_bytes(dir)).c_str());
}

/// Makes rank 0's `missing` tones on all ranks. Collective. Returns rank 0's records.
RecordTable make_tones(const dispatch::Ranks& ranks, const job::Tones& tones,
                       const job::ItemList& missing) {
  comm::run_on_root(ranks.world, [&] {
    if (!missing.empty()) make_folders(tones.dir);
    return Bytes{};
  });
  run::Counters counters;
  run::Supervision supervision;
  const run::ItemContext context{.clock = ranks.clock,
                                 .counters = counters,
                                 .supervision = supervision,
                                 .rank = ranks.world.rank()};
  run::EtlWork work(job::Job{}, context, "",
                    [&](const job::Item& /*item*/) { return job::tone_source(tones); });
  run::LocalTeam team(ranks.threads, work, supervision, counters);
  auto outcome = dispatch::distribute(ranks, dispatch::UnitList(missing), {team});
  return std::move(outcome.records);
}

}  // namespace

ExitStatus generate_tones(const comm::Communicator& world, const GenerateRequest& request) {
  job::Job job;
  job.generate = request.tones;
  job.threads = request.threads;
  job.progress = request.progress;
  job::ItemList missing;
  comm::run_on_root(world, [&] {
    job::validate(job);
    missing = job::missing_tones(request.tones);
    job::check_space({job::as_large(missing)});
    return Bytes{};
  });
  const dispatch::Ranks ranks{.world = world,
                              .clock = comm::share_clock(world, JobClock()),
                              .threads = threads_of_rank(world, job.threads),
                              .show_progress = progress_in(job.progress)};
  const auto records = make_tones(ranks, request.tones, missing);
  return status_from_root(world, [&] {
    return print_tones(rows_of(records, missing), request.tones.count, ranks.clock.now());
  });
}

void prepare_tones(const dispatch::Ranks& ranks, const job::Job& job) {
  job::ItemList missing;
  comm::run_on_root(ranks.world, [&] {
    missing = job::missing_tones(*job.generate);
    const auto items = future_items(job);
    announce(job, missing, items);
    job::check_space({job::as_large(missing), job::as_large(items)});
    return Bytes{};
  });
  const auto records = make_tones(ranks, *job.generate, missing);
  comm::run_on_root(ranks.world, [&] {
    const auto rows = rows_of(records, missing);
    for (std::size_t i = 0; i < rows.size; ++i) {
      const Record record = rows.at(i);
      if (record.status != Status::failed) continue;
      throw Error(Reason::storage, "cannot make the tone " + record.path + ": " + record.error);
    }
    return Bytes{};
  });
}

}  // namespace mpietl::app
