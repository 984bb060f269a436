#pragma once

#include "mpietl/comm/launch.hpp"

/// What a process says to Hydra, MPICH's launcher, when it ends without MPI_Finalize, which says
/// the same: the messages of PMI-1 (Balaji et al., PMI: A Scalable Parallel Process-Management
/// Interface for Extreme-Scale Systems, 2010) on the socket that Hydra handed down. None of these
/// does anything for a socket below 0.
namespace mpietl::comm {

/// The number of the socket to Hydra in a process with this environment; -1 when it has none.
int socket_to_hydra(const Variables& environment);

/// Says that this process has come to the end.
void say_to_hydra_that_end_is_reached(int socket);

/// Whether all processes have said so, or Hydra is gone.
bool hydra_has_answered(int socket);

/// Says that this process goes away in order, and waits for the answer, a second at most; for
/// signal handlers, too. Hydra takes a process whose socket closes without a word for one that
/// died: it kills the others on the host, and may end with 1.
void take_leave_of_hydra(int socket) noexcept;

}  // namespace mpietl::comm
