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

/// Locks a file until its descriptor is closed, if the file system supports it.
void lock(int descriptor) noexcept;

/// Sets the time of a file to now, if the file system supports it.
void touch(int descriptor) noexcept;

/// What a journal file shows about the process that writes it.
struct Liveness {
  bool is_locked = false;
  bool is_lock_reliable = false;     ///< whether the process is dead if it holds no lock
  double seconds_since_write = 0.0;  ///< since it was written or touched
};

/// `host` is that of the process. On a shared file system, a missing lock proves nothing about a
/// process on another host.
Liveness liveness_of(int descriptor, const std::string& host);

/// Whether the process of a file without an ending may still be running.
bool seems_alive(const Liveness& life);

/// The rank files of a run, and the content of their headers.
struct RunFiles {
  PastRun past;
  bool has_header = false;          ///< of the run
  std::vector<std::int32_t> ranks;  ///< with a file, in ascending order
  std::vector<Liveness> liveness;   ///< of each of those
};

/// All runs in a folder, by number, then by creation, and the number of other files.
std::pair<std::vector<RunFiles>, std::int64_t> find_runs(const Folder& folder);

}  // namespace mpietl::journal
