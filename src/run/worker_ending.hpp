#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "mpietl/audio/registry.hpp"
#include "mpietl/job/unit.hpp"
#include "mpietl/run/activity.hpp"

namespace mpietl {
class Error;
}

namespace mpietl::run {

/// How a worker process ended.
struct Ending {
  std::optional<int> wait_status = {};  ///< empty: the system does not report it
  std::int64_t excess_bytes = 0;        ///< its memory when it ended itself for that; 0: it did not
};

/// "SIGSEGV", "exit status 1", "it needs 700 MB".
std::string text_of(const Ending& ending);

/// The error of an item that was alone in its worker when that ended: "crashed while reading
/// (libsndfile 1.2.0): SIGSEGV, tried twice". `where` is the result of where(); `limit_bytes` is
/// the memory limit.
Error blame(const Ending& ending, const std::string& where, std::int64_t limit_bytes);

/// What the threads of a worker show about a unit, given the transforms of `chain`: " while reading
/// (libsndfile 1.2.0)", " while transforming (normalize)"; empty if they show nothing.
std::string where(std::span<const Activity> threads, const job::Unit& unit,
                  std::span<const audio::TransformSpec> chain);

}  // namespace mpietl::run
