#pragma once

// Plain C calls: MPI's own C++ interface is gone since MPI-3, and its headers warn.
#define OMPI_SKIP_MPICXX 1
#define MPICH_SKIP_MPICXX 1
#include <mpi.h>

#include "mpietl/comm/communicator.hpp"

namespace mpietl::comm {

/// Owns an MPI communicator, but for the predefined one.
struct Communicator::Handle {
  explicit Handle(MPI_Comm mpi_comm) : comm(mpi_comm) {}
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  Handle(Handle&&) = delete;
  Handle& operator=(Handle&&) = delete;
  ~Handle();

  MPI_Comm comm;
};

inline MPI_Comm raw(const Communicator& communicator) { return communicator.handle().comm; }

/// Completes `request` without a blocking MPI call.
void wait(MPI_Request& request, const Pulse& pulse);

/// Tags of the point-to-point messages, one an operation.
enum Tag : int { tag_scatter = 1, tag_gather, tag_clock, tag_told, tag_grant };

}  // namespace mpietl::comm
