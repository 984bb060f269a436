#pragma once

#include <functional>
#include <span>

#include "dispatch/messages.hpp"
#include "mpietl/core/record.hpp"
#include "mpietl/run/supervision.hpp"
#include "mpietl/run/unit_queue.hpp"

// What rank 0 and the other ranks have in common while they work.
namespace mpietl::dispatch {

Bytes encode_records(std::span<const Record> records);

/// Calls `visit(record)` for each record of encode_records(): one and the same object, so that
/// a million of them take no memory of their own.
void for_each_record(const Bytes& bytes, const std::function<void(Record& record)>& visit);

Progress progress_of(const run::Counters& counters);

/// Puts what was granted into the queue; the last grant closes it.
void push_grant(const Grant& grant, run::UnitQueue& queue);

/// For how long a rank with this queue need not ask for more; below 0 when it should have.
double spare_seconds_of(const run::UnitQueue& queue, double ask_below_seconds);

}  // namespace mpietl::dispatch
