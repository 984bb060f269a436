#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "mpietl/audio/registry.hpp"
#include "mpietl/job/unit.hpp"
#include "mpietl/run/activity.hpp"

namespace mpietl::run {

/// How a worker process ended.
struct Ending {
  std::optional<int> wait_status = {};  ///< none: the system does not tell
  std::int64_t excess_bytes = 0;        ///< of memory, for which it ended itself; 0: it did not
};

/// "SIGSEGV", "exit status 1", "it needs 700 MB".
std::string text_of(const Ending& ending);

/// What is said of an item that a worker was alone with when it ended: "crashed while reading
/// (libsndfile 1.2.0): SIGSEGV, tried twice". `where` is what where() returns; `limit_bytes` is the
/// limit of memory.
std::string blame(const Ending& ending, const std::string& where, std::int64_t limit_bytes);

/// What a worker's threads show of the unit that they were at, with the transforms of `chain`:
/// " while reading (libsndfile 1.2.0)", " while transforming (normalize)"; empty when they show
/// nothing.
std::string where(std::span<const Activity> threads, const job::Unit& unit,
                  std::span<const audio::TransformSpec> chain);

}  // namespace mpietl::run
