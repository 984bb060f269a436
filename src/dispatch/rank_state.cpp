#include "dispatch/rank_state.hpp"

#include "mpietl/core/record_columns.hpp"
#include "mpietl/job/unit.hpp"
#include "mpietl/schedule/lookahead.hpp"

namespace mpietl::dispatch {

Bytes encode_records(std::span<const Record> records) {
  return encode_rows(records, record_columns);
}

void for_each_record(const Bytes& bytes, const std::function<void(Record& record)>& visit) {
  Record record;
  for (ByteReader reader(bytes); !reader.at_end(); visit(record)) {
    for_each_column(record_columns, [&](const auto& column) { reader.get(record.*column.member); });
  }
}

Progress progress_of(const run::Counters& counters) {
  return {counters.items.load(std::memory_order_relaxed),
          counters.failed.load(std::memory_order_relaxed),
          counters.bytes.load(std::memory_order_relaxed)};
}

void push_grant(const Grant& grant, run::UnitQueue& queue) {
  queue.push(job::decode_units(grant.units));
  if (grant.is_last) queue.close();
}

double spare_seconds_of(const run::UnitQueue& queue, double ask_below_seconds) {
  const auto ahead = queue.ahead();
  return schedule::spare_seconds(ahead.waiting_seconds, ahead.left_seconds, ask_below_seconds);
}

}  // namespace mpietl::dispatch
