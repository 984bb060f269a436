#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "journal/folder.hpp"
#include "journal/life.hpp"
#include "mpietl/journal/journal.hpp"

namespace mpietl::journal {

/// What stands at the start of a rank's file.
struct Header {
  std::optional<Run> run;
  std::optional<Rank> rank;
  Life life;
};

/// The files of the ranks of a run, and what their headers tell.
struct RunFiles {
  PastRun past;
  bool has_header = false;          ///< that tells of the run
  std::vector<std::int32_t> ranks;  ///< that have a file, in order
  std::vector<Life> lives;          ///< of each of those
};

/// The header of a file; nothing where it is no journal, or gone. One that is empty, or cut, is.
std::optional<Header> read_header(const Folder& folder, const std::string& name);

/// All runs of a folder, by number, then by creation, and the number of files left alone.
std::pair<std::vector<RunFiles>, std::int64_t> find_runs(const Folder& folder);

}  // namespace mpietl::journal
