#pragma once

#include <sys/types.h>

namespace mpietl::run {

/// From now on processes whose parents among the descendants of this one end become its children,
/// and it is in a process group of its own: who kills that of the rank leaves it to clean up.
void adopt_orphans();

/// Takes the statuses of children that have ended, but that of `other`, so that they are gone.
void take_orphans(pid_t other);

/// Kills all children, their groups and what they leave behind. Returns when they have ended, or
/// after a second: what waits for a dead disk ends later.
void end_children();

}  // namespace mpietl::run
