#pragma once

#include "mpietl/core/stopwatch.hpp"
#include "mpietl/report/report.hpp"
#include "report/hdf5.hpp"

namespace mpietl::report {

/// Writes a run and its files into a new, empty HDF5 file or group; `clock` as in write(). Throws
/// Hdf5Failure.
void fill(hid_t group, const Overview& run, const FileRows& files, const JobClock* clock);

}  // namespace mpietl::report
