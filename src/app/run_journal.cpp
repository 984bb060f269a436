#include "app/run_journal.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <exception>
#include <utility>

#include "app/shared_folders.hpp"
#include "mpietl/comm/collectives.hpp"
#include "mpietl/comm/launch.hpp"
#include "mpietl/comm/session.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/process_info.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/core/version.hpp"
#include "mpietl/io/audio/versions.hpp"
#include "mpietl/io/files/file_system.hpp"
#include "mpietl/job/job_file.hpp"
#include "mpietl/journal/journal.hpp"
#include "mpietl/run/openmp.hpp"

namespace mpietl::app {

namespace {

/// Notes which of `items` the run has to process, and the status of the others.
void describe_work(const job::ItemList& items, const dispatch::ResumeState& state,
                   journal::Run& row) {
  row.items = static_cast<std::int64_t>(items.size());
  std::vector<bool> is_left(items.size(), !state.units);
  const dispatch::UnitList units(items);
  for (const auto unit : state.units.value_or(std::vector<std::size_t>{})) {
    for (auto i = units.units.first(unit); i < units.units.end(unit); ++i) is_left[i] = true;
  }
  row.bytes_to_do = 0;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (is_left[i]) {
      row.bytes_to_do += std::max<std::int64_t>(items.bytes(i), 0);
      continue;
    }
    const auto status = state.records[i].status;
    auto& count = status == Status::done      ? row.kept
                  : status == Status::dropped ? row.dropped
                                              : row.set_aside;
    ++count;
  }
}

journal::Run described(const dispatch::Ranks& ranks, const job::Job& job,
                       const job::Listing& listing, const RecordedRun& run) {
  journal::Run row;
  row.id = run.info.id;
  row.number = run.info.number;
  row.created = run.info.start.created;
  row.started_unix_seconds = run.info.start.started_unix_seconds;
  row.ranks = ranks.world.size();
  row.mpietl_version = version();
  if (!ranks.world.is_root()) return row;
  row.command_line = run.command_line;
  row.working_directory = escape(working_directory());
  row.job = job::to_toml(job);
  row.shard = job::to_text(job.shard);
  row.list_items = static_cast<std::int64_t>(listing.whole.items);
  row.list_digest = listing.whole.digest;
  describe_work(listing.items, run.state, row);
  row.seed = job.seed;
  row.schedule = job::to_text(job.schedule);
  row.mpi_library = comm::library_version();
  row.libsndfile_version = io::sndfile_version();
  row.environment = job_environment();
  return row;
}

journal::Rank described_rank(const dispatch::Ranks& ranks) {
  return {ranks.world.rank(), host_name(), ::getpid(), ranks.threads,
          cpu_list(run::allowed_cpus())};
}

Durability durability_of(const job::Job& job) {
  return job.fsync == job::Fsync::never ? Durability::cached : Durability::stored;
}

std::string description_of(const journal::PastRun& run) {
  std::string text = "another run";
  if (!run.run.created.empty()) text += ", started " + run.run.created;
  if (run.ranks.empty()) return text;
  const auto& rank = run.ranks.front();
  return text + " on host " + rank.host + " (process " + std::to_string(rank.pid) + "),";
}

/// Whether this is one of several tasks of a Slurm array without shards, which would all do the
/// same work.
bool is_task_of_unsharded_array(const job::Job& job) {
  return !job.shard && comm::is_task_of_array(environment_variables());
}

/// Refuses a run if another one is working on the same report. Of two that start at once, at least
/// the later one is refused.
void refuse_second_run(const job::Job& job, const RunInfo& info) {
  const bool is_in_array = is_task_of_unsharded_array(job);
  if (job.resume && !is_in_array) return;
  const auto past = journal::read(info.journal, [](const auto&) {});
  const auto is_other = [&](const auto& run) { return run.seems_alive && run.run.id != info.id; };
  const auto other = std::ranges::find_if(past.runs, is_other);
  if (other == past.runs.end()) return;
  throw Error(
      Reason::usage,
      description_of(*other) + " is working on " + escape(job.report) +
          (is_in_array ? "; give each task of an array its own shard, as slurm/array.sbatch does: "
                         "mpietl run ... --shard $SLURM_ARRAY_TASK_ID/N"
                       : "; wait for its end, or choose another --report; to start several ranks "
                         "of one run, use mpirun -n N mpietl ...; if that run is unreachable, "
                         "continue with --resume"));
}

/// Removes the journal of a run that does not begin; failures are harmless.
void forget(const RunInfo& info) {
  try {
    journal::remove_runs(info.journal, std::array{info.id});
  } catch (const Error&) {
    return;
  }
}

}  // namespace

std::unique_ptr<journal::Writer> open_journal(const dispatch::Ranks& ranks, const job::Job& job,
                                              const job::Listing& listing, const RecordedRun& run) {
  const auto described_run = described(ranks, job, listing, run);
  std::unique_ptr<journal::Writer> writer;
  const auto open = [&] {
    writer = std::make_unique<journal::Writer>(run.info.journal, described_run,
                                               described_rank(ranks), durability_of(job));
  };
  try {
    comm::run_on_root(ranks.world, [&] {
      open();
      refuse_second_run(job, run.info);
      const auto& items = listing.items;
      const auto paths = [&](std::size_t row) {
        return std::pair(items.input(row), items.output(row));
      };
      const auto index = [&](std::size_t row) { return items.place(row).value; };
      journal::write_list(run.info.journal, described_run, {items.size(), paths, index},
                          durability_of(job));
      return Bytes{};
    });
    // Check before other hosts make their own journal folders.
    check_shared_folders(ranks.world, job, listing.items, run.info.id);
    comm::all_or_throw(ranks.world, [&] {
      if (!ranks.world.is_root()) open();
    });
  } catch (const Error&) {
    writer.reset();
    if (ranks.world.is_root()) forget(run.info);
    throw;
  }
  return writer;
}

}  // namespace mpietl::app
