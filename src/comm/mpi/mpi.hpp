#pragma once

// Plain C calls: MPI's own C++ interface is gone since MPI-3, and its headers warn.
#define OMPI_SKIP_MPICXX 1
#define MPICH_SKIP_MPICXX 1
#include <mpi.h>
