#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "journal/folder.hpp"
#include "mpietl/journal/journal.hpp"

namespace mpietl::journal {

inline constexpr double heartbeat_seconds = 5.0;
inline constexpr double stale_after_seconds = 60.0;

/// Locks a file until its descriptor is closed, where the file system can.
void lock(int descriptor) noexcept;

/// Stamps a file with the present time, where the file system can.
void touch(int descriptor) noexcept;

/// What a file of a journal shows of the process that writes it.
struct Liveness {
  bool is_locked = false;
  bool is_lock_reliable = false;     ///< whether it is dead when it is not locked
  double seconds_since_write = 0.0;  ///< since it was written or touched
};

/// `host`: of the process. On a file system that hosts share, a lock that is not seen proves
/// nothing about another host.
Liveness liveness_of(int descriptor, const std::string& host);

/// Whether the process of a file that tells no ending may still run.
bool seems_alive(const Liveness& life);

/// The files of the ranks of a run, and what their headers tell.
struct RunFiles {
  PastRun past;
  bool has_header = false;          ///< that tells of the run
  std::vector<std::int32_t> ranks;  ///< that have a file, in order
  std::vector<Liveness> liveness;   ///< of each of those
};

/// All runs of a folder, by number, then by creation, and the number of files left alone.
std::pair<std::vector<RunFiles>, std::int64_t> find_runs(const Folder& folder);

}  // namespace mpietl::journal
