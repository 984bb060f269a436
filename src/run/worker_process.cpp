#include "run/worker_process.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <exception>
#include <optional>
#include <span>
#include <thread>

#include "mpietl/core/process_info.hpp"
#include "mpietl/core/record_columns.hpp"
#include "mpietl/job/job_file.hpp"
#include "mpietl/job/unit.hpp"
#include "mpietl/run/etl_work.hpp"
#include "mpietl/run/local_team.hpp"
#include "run/pipe_messages.hpp"
#include "run/worker_state.hpp"

namespace mpietl::run {

namespace {

using namespace std::chrono_literals;

/// Libraries print what they find odd in some files.
void mute_standard_output() {
  const int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
  if (nowhere < 0) return;
  ::dup2(nowhere, STDOUT_FILENO);
  ::close(nowhere);
}

/// Takes what the rank sends until it closes the work, or is gone.
void take_messages(PipeEnd& pipe, Team& team, WorkerState& state) {
  while (const auto message = pipe.receive()) {
    switch (message->kind) {
      case MessageKind::units: {
        auto units = job::decode_units(message->bytes);
        const auto count = static_cast<std::int64_t>(units.size());
        team.push(std::move(units));
        state.received_units += count;
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
  team.drop_waiting();  // nobody would take the records
}

void show(const Team& team, WorkerState& state) {
  const auto counts = team.counts();
  state.items = counts.items;
  state.failed = counts.failed;
  state.bytes = counts.bytes;
  state.busy_seconds = counts.busy_seconds;
  const auto ahead = team.ahead();
  state.waiting_seconds = ahead.waiting_seconds;
  for (std::size_t i = 0; i < ahead.left_seconds.size(); ++i) {
    state.left_seconds[i] = ahead.left_seconds[i];
  }
  const auto in_flight = team.in_flight();
  state.stalled_index = in_flight.empty() ? -1 : in_flight.front().index;
  state.stalled_seconds = in_flight.empty() ? 0.0 : in_flight.front().seconds;
}

Bytes encode_failure(const HostFailure& failure) {
  ByteWriter writer;
  writer.put(failure.reason);
  writer.put(failure.text);
  writer.put(failure.input);
  writer.put(failure.index);
  return writer.take();
}

Bytes encode_usage() {
  ByteWriter writer;
  writer.put(cpu_seconds());
  writer.put(max_rss_bytes());
  return writer.take();
}

/// Sends records and what else the rank has to know until the team is over.
void send_results(PipeEnd& pipe, Team& team, WorkerState& state) {
  bool has_sent_failure = false;
  for (bool is_over = false; !is_over;) {
    is_over = team.is_over();
    const auto records = team.take_records();
    show(team, state);
    if (!records.empty()) {
      pipe.send(MessageKind::records,
                encode_rows(std::span<const Record>(records), record_columns));
    }
    if (const auto failure = team.host_failure(); failure && !has_sent_failure) {
      has_sent_failure = true;
      pipe.send(MessageKind::host_failure, encode_failure(*failure));
    }
    if (!is_over) team.wait(records.empty() ? 5ms : 1ms);
  }
  pipe.send(MessageKind::usage, encode_usage());
}

void work(PipeEnd& pipe, const WorkerStart& start, WorkerState& state) {
  allow_cpus({start.cpus.begin(), start.cpus.end()});
  const auto job = job::parse_job(start.job, "the job of this rank");
  Counters counters;
  Supervision supervision;
  const ItemContext context{.clock = JobClock::from_origin(start.clock_origin_seconds),
                            .counters = counters,
                            .supervision = supervision,
                            .retries = job.retries,
                            .names = TemporaryNames(start.run_id),
                            .rank = start.rank,
                            .run = start.run};
  EtlWork etl(job, context, start.output_root);
  LocalTeam team(start.threads, etl, supervision, counters);
  team.show_units_in(std::span(state.units).first(static_cast<std::size_t>(start.threads)));
  std::thread messages([&] { take_messages(pipe, team, state); });
  send_results(pipe, team, state);
  messages.detach();  // it waits for the rank to close the socket, and ends with the process
  ::_exit(0);
}

}  // namespace

Bytes encode(const WorkerStart& start) {
  ByteWriter writer;
  writer.put(start.job);
  writer.put(start.run_id);
  writer.put(start.run);
  writer.put(start.rank);
  writer.put(start.threads);
  writer.put(start.clock_origin_seconds);
  writer.put(start.output_root);
  for (const auto cpu : start.cpus) writer.put(cpu);
  return writer.take();
}

WorkerStart decode_start(const Bytes& bytes) {
  WorkerStart start;
  ByteReader reader(bytes);
  reader.get(start.job);
  reader.get(start.run_id);
  reader.get(start.run);
  reader.get(start.rank);
  reader.get(start.threads);
  reader.get(start.clock_origin_seconds);
  reader.get(start.output_root);
  while (!reader.at_end()) reader.get(start.cpus.emplace_back());
  return start;
}

void run_worker_process(FileDescriptor socket, WorkerState& state) noexcept {
  try {
    mute_standard_output();
    PipeEnd pipe(std::move(socket));
    const auto message = pipe.receive();
    if (message) work(pipe, decode_start(message->bytes), state);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "mpietl: a worker process ends: %s\n", error.what());
    ::_exit(1);
  }
}

}  // namespace mpietl::run
