#pragma once

#include <string>
#include <vector>

#include "mpietl/core/record.hpp"

namespace mpietl::benchmark {

/// The paths of `count` recordings of speech in a tree of speakers and chapters, sorted, of 60
/// characters each.
std::vector<std::string> plausible_paths(std::size_t count);

/// The output of `path` in a separate tree.
std::string output_of(const std::string& path);

/// The records of `count` short recordings in a job of 16 ranks, without paths: lengths, times,
/// levels and hashes differ as those of a real run do, times come from clocks of nanoseconds, and
/// files were dealt out from the largest to the smallest.
std::vector<Record> plausible_records(std::size_t count);

}  // namespace mpietl::benchmark
