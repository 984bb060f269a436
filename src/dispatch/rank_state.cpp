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

Progress progress_of(const run::Team& team) {
  const auto counts = team.counts();
  return {counts.items, counts.failed, counts.bytes};
}

void push_grant(const Grant& grant, run::Team& team) {
  team.push(job::decode_units(grant.units));
  if (grant.is_last) team.close();
}

double spare_seconds_of(const run::Team& team, double ask_below_seconds) {
  const auto ahead = team.ahead();
  return schedule::spare_seconds(ahead.waiting_seconds, ahead.left_seconds, ask_below_seconds);
}

}  // namespace mpietl::dispatch
