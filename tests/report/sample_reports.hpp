#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "mpietl/report/hdf5/file.hpp"
#include "mpietl/report/report.hpp"

namespace mpietl::report::test {

/// A run of `files` files on `ranks` ranks of two threads, with plausible values: every 100th file
/// failed, every 150th has a warning.
Report plausible_report(std::size_t files, std::size_t ranks);

/// The same, with the first `earlier` files from run 1, which crashed, and the others from run 2.
Report resumed_report(std::size_t files, std::size_t earlier, std::size_t ranks);

/// `repetitions` interleaved runs of three configurations on one, two and four ranks.
Runs plausible_runs(std::size_t files, std::int64_t repetitions);

/// Writes a report whose files are all in memory.
void write(const std::string& path, const Report& report);

/// A report of `files` rows with values that may break a writer: text of any bytes but NUL, empty
/// and long text, NaN, infinities, extreme numbers.
Report random_report(std::uint64_t seed, std::size_t files);

}  // namespace mpietl::report::test
