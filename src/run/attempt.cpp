#include "run/attempt.hpp"

#include <chrono>
#include <exception>
#include <new>

#include "mpietl/core/error.hpp"
#include "mpietl/core/record.hpp"
#include "mpietl/core/text.hpp"

namespace mpietl::run {

namespace {

// All rows of the report's column are as wide as the longest text.
constexpr std::size_t longest_error_bytes = 400;

/// Pause before the next attempt; each pause is twice as long as the last.
std::chrono::milliseconds pause_after(std::int64_t retries) {
  constexpr std::chrono::milliseconds first{100};
  constexpr std::chrono::milliseconds longest{5000};
  constexpr std::int64_t max_doublings = 6;
  return std::min(longest, first * (1 << std::min(retries, max_doublings)));
}

void try_repeatedly(const ItemContext& context, const Try& one_try, Record& record,
                    ByteCount& counted) {
  const Stop& stop = context.supervision.stop;
  const Record begun = record;
  for (std::int64_t retries = 0;; ++retries) {
    stop.check();
    ++record.attempt;
    try {
      one_try(record, counted);
      return;
    } catch (const Error& error) {
      if (!error.is_transient() || retries >= context.retries) throw;
    }
    stop.pause(pause_after(retries));
    record = Record(begun);
    record.attempt += static_cast<std::int32_t>(retries) + 1;
    counted.advance_to(0);
  }
}

void set_ending(Record& record, Status status, const Error& error) {
  record.status = status;
  record.error = shorten(error.what(), longest_error_bytes);
  record.error_kind = to_string(error.reason());
  record.bytes_out = -1;
  record.frames_out = record.channels_out = record.sample_rate_out = -1;
}

/// The status and reason that an error gives its item.
Status status_after(const Error& error, const job::Item& item, FirstHostFailure& host_failure) {
  if (error.reason() == Reason::stopped) return Status::skipped;
  if (error.reason() == Reason::dropped) return Status::dropped;
  if (!is_host_failure(error)) return Status::failed;
  host_failure.note(error, item);
  return Status::skipped;
}

void attempt(const job::Item& item, const ItemContext& context, const Try& one_try,
             Record& record) {
  Watch::Entry watched(context.supervision.watch, item);
  ByteCount counted(context.counters, watched);
  try {
    try_repeatedly(context, one_try, record, counted);
    record.status = Status::done;
  } catch (const Error& error) {
    end_without_output(record, error, item, context);
  } catch (const std::bad_alloc&) {
    set_ending(record, Status::failed, Error(Reason::memory, "not enough memory"));
  } catch (const std::exception& error) {
    set_ending(record, Status::failed, Error(Reason::internal, error.what()));
  }
  // Nothing remains to be done for the item, whatever its status.
  counted.set_to(std::max<std::int64_t>(0, item.bytes));
}

}  // namespace

void end_without_output(Record& record, const Error& error, const job::Item& item,
                        const ItemContext& context) {
  set_ending(record, status_after(error, item, context.supervision.host_failure), error);
}

Record begun_record(const job::Item& item, const ItemContext& context, int thread) {
  auto record = begun_record(item, context.clock, context.rank, context.run);
  record.thread = thread;
  return record;
}

Record begun_record(const job::Item& item, const JobClock& clock, std::int32_t rank,
                    std::int32_t run) {
  Record record;
  record.index = item.index;
  record.rank = rank;
  record.run = run;
  record.attempt = item.earlier_attempts;
  record.start = clock.now();
  record.estimated_seconds = cut_to_tick(item.estimated_seconds);
  record.fingerprint = item.fingerprint;
  return record;
}

Record attempt_item(const job::Item& item, const ItemContext& context, int thread,
                    const Try& one_try) noexcept {
  Record record = begun_record(item, context, thread);
  attempt(item, context, one_try, record);
  record.total_seconds = context.clock.now() - record.start;
  cut_to_ticks(record);
  auto& counters = context.counters;
  counters.busy_seconds.fetch_add(record.total_seconds, std::memory_order_relaxed);
  counters.items.fetch_add(1, std::memory_order_relaxed);
  if (record.status == Status::failed) counters.failed.fetch_add(1, std::memory_order_relaxed);
  return record;
}

}  // namespace mpietl::run
