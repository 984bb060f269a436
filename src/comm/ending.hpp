#pragma once

namespace mpietl::comm {

/// Ends MPI in a process that has done all it had to and exits with `exit_status`; all ranks call
/// it. Also where the library crashes or hangs meanwhile: Open MPI 4 does that once in a thousand
/// times, as its own threads use what is closed already (open-mpi/ompi, issue 10117). MPICH over
/// UCX (ch4:ucx) mostly hangs on several hosts, as ranks that wait in PMI no longer serve those
/// that close connections: there, ranks serve each other until the launcher has heard of all, and
/// the process ends here.
void finalise_safely(int exit_status);

}  // namespace mpietl::comm
