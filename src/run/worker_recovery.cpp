// What a rank does when its worker process has died, or must be ended.
#include <algorithm>
#include <csignal>
#include <filesystem>
#include <span>
#include <system_error>
#include <utility>

#include "mpietl/core/atomic_file.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/process_info.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/core/warn.hpp"
#include "mpietl/run/worker_team.hpp"
#include "run/pipe_messages.hpp"
#include "run/worker_ending.hpp"
#include "run/worker_state.hpp"

namespace mpietl::run {

namespace {

// One crash may be chance, or the fault of another item.
constexpr int max_crashes = 2;
constexpr int max_idle_deaths = 3;

/// Removes the temporary files of a unit whose worker has died.
void remove_unfinished(const job::Unit& unit, const std::string& run_id) {
  const TemporaryNames names(run_id);
  const auto& first = unit.items.front();
  std::error_code ignored;
  if (!unit.container.empty()) {
    std::filesystem::remove(names.temporary_path(unit.container, first.index), ignored);
  }
  for (const auto& item : unit.items) {
    std::filesystem::remove(names.temporary_path(item.output, item.index), ignored);
    std::filesystem::remove_all(names.path_with_extension(item.output, item.index), ignored);
  }
}

}  // namespace

void WorkerTeam::fail(std::int64_t place, const Error& error) {
  log_begin({place});
  const auto found = pending_.find(place);
  std::vector<Record> records;
  for (const auto& item : found->second.unit.items) {
    auto record = begun_record(item, job_.clock, job_.rank, job_.run);
    record.status = Status::failed;
    record.error = error.what();
    record.error_kind = to_string(error.reason());
    record.total_seconds = 0.0;
    records.push_back(std::move(record));
  }
  end(found, std::move(records));
}

std::string WorkerTeam::where(const job::Unit& unit) const {
  const auto threads = static_cast<std::size_t>(job_.threads);
  const auto chain = job::whole_chain(job_.job);
  return run::where(std::span(parent_.state().activities).first(threads), unit, chain);
}

void WorkerTeam::end_hung_worker() {
  if (hung_) {
    if (since_killed_.seconds() > limits_.patience.count()) leave_behind();
    return;
  }
  const auto& state = parent_.state();
  if (!limits_.item_timeout_seconds) return;
  if (state.stalled_seconds < *limits_.item_timeout_seconds) return;
  hung_ = state.stalled_index;
  since_killed_.lap();
  ::kill(worker_.process, SIGKILL);
}

/// A process that waits in the kernel for storage cannot end before the storage answers.
void WorkerTeam::leave_behind() {
  warn("worker process " + std::to_string(worker_.process) + " of rank " +
       std::to_string(job_.rank) + " (host " + host_name() +
       ") was killed but does not end; the rank continues without it; check the storage of that "
       "host");
  replace_worker(HasEnded::no);
}

void WorkerTeam::suspect_units(const Ending& ending) {
  const auto in_work = units_in_work();
  idle_deaths_ = in_work.empty() ? idle_deaths_ + 1 : 0;
  for (const auto place : in_work) {
    auto& pending = pending_.at(place);
    remove_unfinished(pending.unit, job_.run_id);
    for (auto& item : pending.unit.items) ++item.earlier_attempts;
    const auto& items = pending.unit.items;
    const auto is_it = [&](const job::Item& item) { return hung_ && item.index == *hung_; };
    if (std::ranges::any_of(items, is_it)) {
      fail(place, Error(Reason::timeout,
                        "no progress for " + format_seconds(*limits_.item_timeout_seconds) +
                            where(pending.unit) + "; its worker process was stopped"));
    } else if (!hung_ && ++pending.crashes == max_crashes) {
      fail(place, blame(ending, where(pending.unit), limits_.memory_bytes.value_or(0)));
    } else if (!hung_) {
      suspects_.push_back(place);
    }
  }
}

void WorkerTeam::add(const TeamUsage& of_worker) {
  usage_.cpu_seconds += of_worker.cpu_seconds;
  usage_.max_rss_bytes = std::max(usage_.max_rss_bytes, of_worker.max_rss_bytes);
}

void WorkerTeam::replace_worker(HasEnded has_ended) {
  const auto& state = parent_.state();
  bytes_before_ += state.bytes;
  busy_seconds_before_ += state.busy_seconds;
  try {
    Ending ending{.excess_bytes = state.excess_bytes};
    if (has_ended == HasEnded::yes) {
      if (const auto end = parent_.end_of(worker_.process)) {
        ending.wait_status = end->wait_status;
        add({end->cpu_seconds, end->max_rss_bytes});
      }
    }
    suspect_units(ending);
    hung_.reset();
    if (is_dropped_ || (is_closed_ && pending_.empty())) {
      is_over_ = true;
    } else if (idle_deaths_ == max_idle_deaths) {
      throw Error(Reason::host, "the worker process ended repeatedly without a file in progress: " +
                                    text_of(ending));
    } else {
      start_worker();
      send_what_is_left();
    }
  } catch (const Error& error) {
    // Without a worker the rank cannot continue: the job stops.
    host_failure_.note(Error(Reason::host, error.what()), {});
    is_closed_ = is_over_ = true;
  }
}

}  // namespace mpietl::run
