#pragma once

#include <string>

namespace mpietl::journal {

inline constexpr double beat_seconds = 5.0;
inline constexpr double silence_of_the_dead_seconds = 60.0;

/// Locks a file until its descriptor is closed, where the file system can.
void lock(int descriptor) noexcept;

/// Stamps a file with the present time, where the file system can.
void touch(int descriptor) noexcept;

/// What a file of a journal shows of the process that writes it.
struct Life {
  bool is_locked = false;
  bool is_lock_telling = false;  ///< whether it is dead when it is not locked
  double silent_seconds = 0.0;   ///< since it was written or touched
};

/// `host`: of the process. On a file system that hosts share, a lock that is not seen proves
/// nothing about another host.
Life life_of(int descriptor, const std::string& host);

/// Whether the process of a file that tells no ending may still run.
bool seems_alive(const Life& life);

}  // namespace mpietl::journal
