#include "mpietl/dispatch/run_job.hpp"

#include <optional>
#include <utility>

#include "dispatch/run_journal.hpp"
#include "mpietl/comm/collectives.hpp"
#include "mpietl/core/atomic_file.hpp"
#include "mpietl/run/etl_work.hpp"
#include "mpietl/run/local_team.hpp"
#include "mpietl/run/muted_output.hpp"
#include "mpietl/run/openmp.hpp"
#include "mpietl/run/supervision.hpp"
#include "mpietl/run/worker_team.hpp"

namespace mpietl::dispatch {

namespace {

std::optional<double> item_timeout_seconds(const job::Job& job) {
  if (!job.item_timeout) return std::nullopt;
  return job.item_timeout->seconds;
}

run::WorkerLimits worker_limits(const job::Job& job) {
  run::WorkerLimits limits{item_timeout_seconds(job)};
  if (job.memory_limit) limits.memory_bytes = job.memory_limit->bytes;
  return limits;
}

run::WorkerJob worker_job(const Ranks& ranks, const job::Job& job, const JobRun& run) {
  return {job,           run.id,      run.number,      ranks.world.rank(),
          ranks.threads, ranks.clock, run.output_root, run::allowed_cpus()};
}

}  // namespace

Outcome run_job(const Ranks& ranks, const job::Job& job, const UnitList& list, const JobRun& run,
                journal::Writer* writer, ResumeState resume) {
  run::Counters counters;
  run::Supervision supervision;
  std::optional<RunJournal> journal;
  std::optional<UnitRecorder> recorder;
  if (writer != nullptr) {
    journal.emplace(*writer, job.fsync, supervision.host_failure);
    recorder.emplace(job, *journal);
  }
  const auto with = [&](run::Team& team) {
    return distribute(ranks, list, {team, journal ? &*journal : nullptr, item_timeout_seconds(job)},
                      std::move(resume));
  };
  if (job.isolation == job::Isolation::process && ranks.worker_parent != nullptr) {
    std::optional<run::WorkerTeam> team;
    comm::all_or_throw(ranks.world, [&] {
      team.emplace(*ranks.worker_parent, worker_job(ranks, job, run), worker_limits(job),
                   supervision.host_failure, recorder ? &*recorder : nullptr);
    });
    return with(*team);
  }
  const run::ItemContext context{.clock = ranks.clock,
                                 .counters = counters,
                                 .supervision = supervision,
                                 .retries = job.retries,
                                 .names = TemporaryNames(run.id),
                                 .rank = ranks.world.rank(),
                                 .run = run.number};
  run::EtlWork etl(job, context, run.output_root);
  std::optional<RecordedWork> recorded;
  if (recorder) recorded.emplace(etl, *recorder, context);
  const run::MutedOutput libraries;
  run::Work& work = recorded ? static_cast<run::Work&>(*recorded) : etl;
  run::LocalTeam team(ranks.threads, work, supervision, counters);
  return with(team);
}

}  // namespace mpietl::dispatch
