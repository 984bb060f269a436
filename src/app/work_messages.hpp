#pragma once

#include <span>
#include <vector>

#include "mpietl/comm/grants.hpp"
#include "mpietl/core/codec.hpp"
#include "mpietl/core/record.hpp"
#include "mpietl/core/record_columns.hpp"
#include "mpietl/job/item.hpp"
#include "mpietl/run/counters.hpp"
#include "mpietl/run/item_queue.hpp"
#include "mpietl/schedule/lookahead.hpp"

// What travels between rank 0 and the others while they work.
namespace mpietl::app {

inline Bytes encode_items(std::span<const job::Item> items) {
  return encode_rows(items, job::item_columns);
}

inline Bytes encode_records(std::span<const Record> records) {
  return encode_rows(records, record_columns);
}

/// Calls `visit(record)` for each record of encode_records(): one and the same object, so that
/// a million of them take no memory of their own.
template <class Visit>
void for_each_record(const Bytes& bytes, const Visit& visit) {
  Record record;
  for (ByteReader reader(bytes); !reader.at_end(); visit(record)) {
    for_each_column(record_columns, [&](const auto& column) { reader.get(record.*column.member); });
  }
}

inline comm::Progress progress_of(const run::Counters& counters) {
  return {counters.items.load(std::memory_order_relaxed),
          counters.failed.load(std::memory_order_relaxed),
          counters.bytes.load(std::memory_order_relaxed)};
}

/// Puts what was granted into the queue; the last grant closes it.
inline void take_grant(const comm::Grant& grant, run::ItemQueue& queue) {
  queue.push(decode_rows<job::Item>(grant.items, job::item_columns));
  if (grant.is_last) queue.close();
}

/// For how long a rank with this queue need not ask for more; below 0 when it should have.
inline double spare_seconds_of(const run::ItemQueue& queue, double ask_below_seconds) {
  const auto ahead = queue.ahead();
  return schedule::spare_seconds(ahead.waiting_seconds, ahead.left_seconds, ask_below_seconds);
}

}  // namespace mpietl::app
