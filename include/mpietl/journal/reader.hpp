#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "mpietl/core/record.hpp"
#include "mpietl/journal/journal.hpp"

namespace mpietl::journal {

/// A run that left its journal.
struct PastRun {
  Run run;                      ///< number and id always; the rest where a header is readable
  std::vector<Rank> ranks;      ///< in order; those whose header is readable
  std::string ending;           ///< of rank 0; empty: it died, or it still runs
  bool seems_alive = false;     ///< also when it told its end, as long as it stores its results
  double silent_seconds = 0.0;  ///< since a rank's file was written to; infinite: there is none
  std::int64_t damaged = 0;     ///< places where its files could not be read, torn tails apart
};

/// An item that was begun.
struct Entry {
  std::size_t run = 0;  ///< index into Past::runs
  std::int32_t rank = 0;
  Started started;
  std::optional<Record> ended;  ///< without paths; nothing: the run died, or its end is damaged
};

struct Past {
  std::vector<PastRun> runs;    ///< by number, then by creation
  std::int64_t left_alone = 0;  ///< files of journals that are no journals of this version
};

/// Reads a journal, file by file in bounded memory, and calls `visit` once for each begin: run by
/// run, rank by rank, in the order of the ends, and then those without an end.
///
/// A folder that is missing holds no runs. Damage is passed over, never thrown: a torn tail is cut,
/// a damaged frame is skipped, an end without its begin is dropped. Files that are no journals are
/// left alone. A run of this process that is still being written seems alive.
/// Throws Error(permission, storage, host) where the system does not let it read.
Past read(const std::string& folder, const std::function<void(const Entry&)>& visit);

/// Removes the files of the runs with these ids, and the folder if nothing else is in it; files
/// that are gone already are no error. Throws Error(permission, storage, host).
void remove_runs(const std::string& folder, std::span<const std::string> ids);

}  // namespace mpietl::journal
