#pragma once

#include <string>
#include <unordered_map>

#include "mpietl/comm/communicator.hpp"
#include "mpietl/dispatch/distribute.hpp"
#include "mpietl/job/items.hpp"
#include "mpietl/job/job.hpp"

namespace mpietl::app {

/// The lengths of inputs, by their names.
using InputLengths = std::unordered_map<std::string, job::InputLength>;

/// The lengths of the inputs that a job cuts into windows, on rank 0: as headers tell, and of the
/// others by decoding them on all ranks and threads, unless it is a dry run. None for other jobs.
/// Collective. Throws Error, the same on all ranks, as job::list_items(), and when the job is
/// stopped meanwhile.
InputLengths lengths_for_windows(const dispatch::Ranks& ranks, const job::Job& job);

/// Has the lengths of inputs taken from `lengths`, which must outlive that.
void use_lengths(const InputLengths& lengths, job::FileSystem& file_system);

}  // namespace mpietl::app
