#pragma once

#include <functional>
#include <span>

#include "dispatch/messages.hpp"
#include "mpietl/core/record.hpp"
#include "mpietl/run/team.hpp"

// What rank 0 and the other ranks share during the work.
namespace mpietl::dispatch {

Bytes encode_records(std::span<const Record> records);

/// Calls `visit(record)` for each record of encode_records(), always with the same object, so that
/// a million records need no extra memory.
void for_each_record(const Bytes& bytes, const std::function<void(Record& record)>& visit);

Progress progress_of(const run::Team& team);

/// Passes granted units to the team; the last grant closes it.
void push_grant(const Grant& grant, run::Team& team);

/// The time after which a rank with this team asks for more; below 0 when it is late.
double spare_seconds_of(const run::Team& team, double ask_below_seconds);

}  // namespace mpietl::dispatch
