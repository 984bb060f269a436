#include "app/run_journal.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <exception>
#include <utility>

#include "app/process_info.hpp"
#include "app/shared_folders.hpp"
#include "mpietl/comm/collectives.hpp"
#include "mpietl/comm/launch.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/core/version.hpp"
#include "mpietl/io/audio/versions.hpp"
#include "mpietl/io/files/discover.hpp"
#include "mpietl/job/job_file.hpp"
#include "mpietl/journal/journal.hpp"

namespace mpietl::app {

namespace {

journal::Run described(const Ranks& ranks, const job::Job& job, const job::WholeList& list,
                       const RecordedRun& run) {
  journal::Run row;
  row.id = run.name.id;
  row.number = run.name.number;
  row.created = run.name.start.created;
  row.started_unix_seconds = run.name.start.started_unix_seconds;
  row.ranks = ranks.world.size();
  row.mpietl_version = version();
  if (!ranks.world.is_root()) return row;
  row.command_line = run.command_line;
  row.working_directory = escape(working_directory());
  row.job = job::to_toml(job);
  row.shard = job::to_text(job.shard);
  row.list_items = static_cast<std::int64_t>(list.items);
  row.list_digest = list.digest;
  row.seed = job.seed;
  row.schedule = job::to_text(job.schedule);
  row.mpi_library = comm::library_version();
  row.libsndfile_version = io::sndfile_version();
  row.environment = job_environment();
  return row;
}

journal::Rank described_rank(const Ranks& ranks) {
  return {ranks.world.rank(), host_name(), ::getpid(), ranks.threads, cpu_list(allowed_cpus())};
}

Durability durability_of(const job::Job& job) {
  return job.fsync == job::Fsync::never ? Durability::cached : Durability::stored;
}

std::string told_of(const journal::PastRun& run) {
  std::string text = "another run";
  if (!run.run.created.empty()) text += ", begun " + run.run.created;
  if (run.ranks.empty()) return text;
  const auto& rank = run.ranks.front();
  return text + " on host " + rank.host + " (process " + std::to_string(rank.pid) + "),";
}

/// Tasks of an array without shards all do the same: these are no runs of which one is cut off.
bool is_one_of_the_same(const job::Job& job) {
  return !job.shard && comm::is_task_of_array(comm::variables_of_process());
}

/// Of two runs that see each other's journal, at least the later one withdraws here, so that a
/// program that was started many times by mistake does its work once at most.
void refuse_beside_another(const job::Job& job, const RunName& name) {
  const bool is_in_array = is_one_of_the_same(job);
  if (job.resume && !is_in_array) return;
  const auto past = journal::read(name.journal, [](const auto&) {});
  const auto is_other = [&](const auto& run) { return run.seems_alive && run.run.id != name.id; };
  const auto other = std::ranges::find_if(past.runs, is_other);
  if (other == past.runs.end()) return;
  throw Error(
      Reason::usage,
      told_of(*other) + " is at work on " + escape(job.report) +
          (is_in_array ? ": give each task of an array a part of the list, as slurm/array.sbatch "
                         "does: mpietl run ... --shard $SLURM_ARRAY_TASK_ID/N"
                       : ": wait for its end, or choose another --report; to start several ranks "
                         "of one run, say mpirun -n N mpietl ...; if that run is cut off, go on "
                         "with --resume"));
}

/// Leaves nothing of a run that does not begin. What cannot be removed is no worse than a crash.
void forget(const RunName& name) {
  try {
    journal::remove_runs(name.journal, std::array{name.id});
  } catch (const Error&) {
    return;
  }
}

// A kill costs as much work with fsync = "batch"; half of it would wait for disks twice as often.
constexpr std::chrono::seconds batch_interval{2};

}  // namespace

std::unique_ptr<journal::Writer> open_journal(const Ranks& ranks, const job::Job& job,
                                              const job::Listing& listing, const RecordedRun& run) {
  const auto described_run = described(ranks, job, listing.whole, run);
  std::unique_ptr<journal::Writer> writer;
  const auto open = [&] {
    writer = std::make_unique<journal::Writer>(run.name.journal, described_run,
                                               described_rank(ranks), durability_of(job));
  };
  try {
    comm::from_root(ranks.world, [&] {
      open();
      refuse_beside_another(job, run.name);
      const auto& items = listing.items;
      const auto paths = [&](std::size_t row) {
        return std::pair(items.input(row), items.output(row));
      };
      const auto index = [&](std::size_t row) { return items.place(row); };
      journal::write_list(run.name.journal, described_run, {items.size(), paths, index},
                          durability_of(job));
      return Bytes{};
    });
    // Before other hosts make a folder for the journal where they see none.
    check_shared_folders(ranks.world, job, listing.items, run.name.id);
    comm::together(ranks.world, [&] {
      if (!ranks.world.is_root()) open();
    });
  } catch (const Error&) {
    writer.reset();
    if (ranks.world.is_root()) forget(run.name);
    throw;
  }
  return writer;
}

RunJournal::RunJournal(journal::Writer& writer, job::Fsync fsync) : writer_(writer), fsync_(fsync) {
  if (fsync_ != job::Fsync::batch) return;
  storer_ = std::jthread([this](const std::stop_token& stop) { store_batches(stop); });
}

void RunJournal::begin(const job::Item& item, const std::string& fingerprint) {
  writer_.begin(
      {item.index, item.earlier_attempts + 1, item.bytes, item.input, item.output, fingerprint});
}

void RunJournal::end(const job::Item& item, const Record& record) {
  if (fsync_ == job::Fsync::batch && record.status == Status::done) {
    const std::lock_guard lock(mutex_);
    batch_.push_back({item.output, record});
    return;
  }
  writer_.end(record);
  if (fsync_ == job::Fsync::file) writer_.flush();
}

void RunJournal::store_batch() {
  std::vector<Ended> batch;
  {
    const std::lock_guard lock(mutex_);
    batch = std::exchange(batch_, {});
  }
  if (batch.empty()) return;
  std::vector<std::string> outputs;
  for (const auto& each : batch) outputs.push_back(each.output);
  io::sync_file_systems_of(outputs);
  for (const auto& each : batch) writer_.end(each.record);
  writer_.flush();
}

void RunJournal::keep(const Error& failure) {
  const std::lock_guard lock(mutex_);
  if (!failure_) failure_ = failure;
}

void RunJournal::store_batches(const std::stop_token& stop) {
  std::mutex alone;
  std::unique_lock lock(alone);
  while (!wake_.wait_for(lock, stop, batch_interval, [&] { return stop.stop_requested(); })) {
    try {
      store_batch();
    } catch (const Error& error) {
      keep(error);
      return;
    } catch (const std::exception& error) {
      keep(Error(Reason::host, error.what()));
      return;
    }
  }
}

void RunJournal::pulse() {
  writer_.beat();
  if (fsync_ != job::Fsync::batch) {
    writer_.flush();
    return;
  }
  const std::lock_guard lock(mutex_);
  if (failure_) throw Error(*failure_);
}

void RunJournal::finish(const std::string& ending) {
  if (storer_.joinable()) {
    storer_.request_stop();
    storer_.join();
    store_batch();
  }
  writer_.finish(ending);
}

bool Recorder::is_written(const job::Item& item, const std::function<void()>& write) noexcept {
  try {
    write();
    return true;
  } catch (const Error& error) {
    const auto reason = error.reason() == Reason::no_space ? Reason::no_space : Reason::host;
    trouble_.note(Error(reason, error.what()), item);
  } catch (const std::exception& error) {
    trouble_.note(Error(Reason::host, error.what()), item);
  }
  return false;
}

Record Recorder::record(const job::Item& item, const std::function<Record()>& process) noexcept {
  const std::string fingerprint = fingerprints_.of(item);
  Record record;
  record.index = item.index;
  if (is_written(item, [&] { journal_.begin(item, fingerprint); })) record = process();
  record.run = run_;
  record.fingerprint = fingerprint;
  is_written(item, [&] { journal_.end(item, record); });
  return record;
}

void Recorder::pulse() noexcept {
  is_written({}, [&] { journal_.pulse(); });
}

void Recorder::finish(const std::string& stop_reason) noexcept {
  try {
    journal_.finish(stop_reason.empty() ? "complete" : stop_reason);
  } catch (const std::exception& error) {
    // All that matters was told or is lost: the items are done again by a run that resumes.
    std::fprintf(stderr, "mpietl: %s\n", error.what());
  }
}

}  // namespace mpietl::app
