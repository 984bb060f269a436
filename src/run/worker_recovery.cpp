// What a rank does when its worker process has died, or must.
#include <sys/wait.h>

#include <algorithm>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

#include "mpietl/core/atomic_file.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/run/worker_team.hpp"
#include "run/pipe_messages.hpp"
#include "run/worker_state.hpp"

namespace mpietl::run {

namespace {

// One crash may be chance, or another item's.
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
  }
}

}  // namespace

std::string ending_text(int wait_status) {
  if (WIFEXITED(wait_status)) return "exit status " + std::to_string(WEXITSTATUS(wait_status));
  const char* name = ::sigabbrev_np(WTERMSIG(wait_status));
  return name == nullptr ? "signal " + std::to_string(WTERMSIG(wait_status))
                         : "SIG" + std::string(name);
}

void WorkerTeam::fail(std::int64_t place, const std::string& why) {
  const auto found = pending_.find(place);
  std::vector<Record> records;
  for (const auto& item : found->second.unit.items) {
    auto record = begun_record(item, job_.clock, job_.rank, job_.run);
    record.status = Status::failed;
    record.error = why;
    record.total_seconds = 0.0;
    records.push_back(std::move(record));
  }
  end(found, std::move(records));
}

void WorkerTeam::end_hung_worker() {
  const auto& state = parent_.state();
  if (!limits_.item_timeout_seconds || hung_) return;
  if (state.stalled_seconds < *limits_.item_timeout_seconds) return;
  hung_ = state.stalled_index;
  ::kill(worker_.process, SIGKILL);
}

void WorkerTeam::suspect_units(const std::string& ending) {
  const auto in_work = units_in_work();
  idle_deaths_ = in_work.empty() ? idle_deaths_ + 1 : 0;
  for (const auto place : in_work) {
    auto& pending = pending_.at(place);
    remove_unfinished(pending.unit, job_.run_id);
    for (auto& item : pending.unit.items) ++item.earlier_attempts;
    const auto& items = pending.unit.items;
    const auto is_it = [&](const job::Item& item) { return hung_ && item.index == *hung_; };
    if (std::ranges::any_of(items, is_it)) {
      fail(place, "no progress for " + format_seconds(*limits_.item_timeout_seconds) +
                      ", so its worker process was ended");
    } else if (!hung_ && ++pending.crashes == max_crashes) {
      fail(place, "working on it ended the worker process twice: " + ending);
    } else if (!hung_) {
      suspects_.push_back(place);
    }
  }
}

void WorkerTeam::replace_worker() {
  const auto& state = parent_.state();
  bytes_before_ += state.bytes;
  busy_seconds_before_ += state.busy_seconds;
  try {
    const auto status = parent_.status_of(worker_.process);
    const auto ending = status ? ending_text(*status) : "the system does not say how";
    suspect_units(ending);
    hung_.reset();
    if (is_dropped_ || (is_closed_ && pending_.empty())) {
      is_over_ = true;
    } else if (idle_deaths_ == max_idle_deaths) {
      throw Error(Reason::host,
                  "the worker process ends again and again, with no file in work: " + ending);
    } else {
      start_worker();
      send_what_is_left();
    }
  } catch (const Error& error) {
    // Without a worker nothing goes on here: the job stops.
    host_failure_.note(Error(Reason::host, error.what()), {});
    is_closed_ = is_over_ = true;
  }
}

}  // namespace mpietl::run
