#pragma once

#include <functional>
#include <span>

#include "dispatch/messages.hpp"
#include "mpietl/core/record.hpp"
#include "mpietl/run/team.hpp"

// What rank 0 and the other ranks have in common while they work.
namespace mpietl::dispatch {

Bytes encode_records(std::span<const Record> records);

/// Calls `visit(record)` for each record of encode_records(): one and the same object, so that
/// a million of them take no memory of their own.
void for_each_record(const Bytes& bytes, const std::function<void(Record& record)>& visit);

Progress progress_of(const run::Team& team);

/// Gives what was granted to the team; the last grant closes it.
void push_grant(const Grant& grant, run::Team& team);

/// For how long a rank with this team need not ask for more; below 0 when it should have.
double spare_seconds_of(const run::Team& team, double ask_below_seconds);

}  // namespace mpietl::dispatch
