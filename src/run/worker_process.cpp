#include "run/worker_process.hpp"

#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <exception>
#include <memory>
#include <optional>
#include <span>
#include <thread>
#include <vector>

#include "mpietl/core/process_info.hpp"
#include "mpietl/core/record_columns.hpp"
#include "mpietl/job/command.hpp"
#include "mpietl/job/unit.hpp"
#include "mpietl/run/etl_work.hpp"
#include "mpietl/run/local_team.hpp"
#include "mpietl/run/muted_output.hpp"
#include "run/command_work.hpp"
#include "run/own_memory.hpp"
#include "run/pipe_messages.hpp"
#include "run/worker_messages.hpp"
#include "run/worker_state.hpp"

namespace mpietl::run {

namespace {

using namespace std::chrono_literals;

/// Receives messages of the rank until it closes the work or ends.
void take_messages(PipeEnd& pipe, Team& team, std::atomic<std::int64_t>& pushed_units) {
  while (const auto message = pipe.receive()) {
    switch (message->kind) {
      case MessageKind::units: {
        auto units = job::decode_units(message->bytes);
        const auto count = static_cast<std::int64_t>(units.size());
        team.push(std::move(units));
        pushed_units += count;
        break;
      }
      case MessageKind::close:
        team.close();
        break;
      case MessageKind::drop_waiting:
        team.drop_waiting();
        break;
      case MessageKind::give_up:
        team.give_up();
        break;
      default:
        break;
    }
  }
  team.drop_waiting();  // nobody would receive the records
}

void show(const Team& team, std::int64_t pushed_units, WorkerState& state) {
  const auto counts = team.counts();
  state.bytes = counts.bytes;
  state.busy_seconds = counts.busy_seconds;
  const auto ahead = team.ahead();
  state.waiting_seconds = ahead.waiting_seconds;
  for (std::size_t i = 0; i < ahead.left_seconds.size(); ++i) {
    state.left_seconds[i] = ahead.left_seconds[i];
  }
  // Set last, so that the rank counts each unit here or as sent, and does not ask for too many.
  state.received_units = pushed_units;
  const auto in_flight = team.in_flight();
  state.stalled_index = in_flight.empty() ? -1 : in_flight.front().index;
  state.stalled_seconds = in_flight.empty() ? 0.0 : in_flight.front().seconds;
}

/// Ends this process when it exceeds its memory limit.
void check_limit(const OwnMemory& memory, std::int64_t limit_bytes, WorkerState& state) {
  if (limit_bytes == 0) return;
  const auto bytes = memory.bytes();
  if (bytes <= limit_bytes) return;
  state.excess_bytes = bytes;
  ::_exit(1);
}

void send_records(const PipeEnd& pipe, const std::vector<Record>& records) {
  if (records.empty()) return;
  pipe.send(MessageKind::records, encode_rows(std::span<const Record>(records), record_columns));
}

/// Sends records and other news to the rank until the team is over.
void send_results(PipeEnd& pipe, Team& team, const std::atomic<std::int64_t>& pushed_units,
                  std::int64_t memory_limit_bytes, WorkerState& state) {
  const OwnMemory memory;
  bool has_sent_failure = false;
  for (;;) {
    const bool is_over = team.is_over();
    const auto records = team.take_records();
    show(team, pushed_units, state);
    send_records(pipe, records);
    if (const auto failure = team.host_failure(); failure && !has_sent_failure) {
      has_sent_failure = true;
      pipe.send(MessageKind::host_failure, encode(*failure));
    }
    check_limit(memory, memory_limit_bytes, state);
    if (is_over) break;
    // Units whose records have not arrived are repeated after a crash of the rank, so records are
    // sent at once. Records of small files share a message.
    if (!records.empty()) std::this_thread::sleep_for(1ms);
    team.wait(5ms);
  }
  pipe.send(MessageKind::usage,
            encode(TeamUsage{cpu_seconds() + cpu_seconds_of_children(), max_rss_bytes()}));
}

std::unique_ptr<Work> work_of(const job::Job& job, const ItemContext& context,
                              const std::string& output_root) {
  if (job::is_map(job)) return std::make_unique<CommandWork>(job, context, output_root);
  return std::make_unique<EtlWork>(job, context, output_root);
}

void work(PipeEnd& pipe, const WorkerJob& start, WorkerState& state) {
  allow_cpus(start.cpus);
  const auto& job = start.job;
  Counters counters;
  Supervision supervision;
  const ItemContext context{.clock = start.clock,
                            .counters = counters,
                            .supervision = supervision,
                            .retries = job.retries,
                            .names = TemporaryNames(start.run_id),
                            .rank = start.rank,
                            .run = start.run};
  const auto items = work_of(job, context, start.output_root);
  LocalTeam team(start.threads, *items, supervision, counters);
  team.wake_for_records();
  team.show_in(std::span(state.activities).first(static_cast<std::size_t>(start.threads)));
  std::atomic<std::int64_t> pushed_units{0};
  std::thread messages([&] { take_messages(pipe, team, pushed_units); });
  send_results(pipe, team, pushed_units, job.memory_limit ? job.memory_limit->bytes : 0, state);
  messages.detach();  // it waits for the rank to close the socket, and ends with the process
  ::_exit(0);
}

}  // namespace

void run_worker_process(FileDescriptor socket, WorkerState& state) noexcept {
  try {
    const MutedOutput libraries;
    PipeEnd pipe(std::move(socket));
    const auto message = pipe.receive();
    if (message) work(pipe, decode_worker_job(message->bytes), state);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "mpietl: a worker process ends: %s\n", error.what());
    ::_exit(1);
  }
}

}  // namespace mpietl::run
