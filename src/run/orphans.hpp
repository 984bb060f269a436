#pragma once

#include <sys/types.h>

namespace mpietl::run {

/// Makes this process the new parent of orphans among its descendants, and the leader of its own
/// process group, so that a kill of the rank's group leaves it to clean up.
void adopt_orphans();

/// Reaps children that have ended, except `other`.
void take_orphans(pid_t other);

/// Kills all children, their groups and their descendants. Returns when they have ended, or after a
/// second: a process that waits for a dead disk ends later.
void end_children();

}  // namespace mpietl::run
