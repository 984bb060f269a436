#pragma once

// Only C calls: MPI-3 has removed the C++ interface, and its headers cause warnings.
#define OMPI_SKIP_MPICXX 1
#define MPICH_SKIP_MPICXX 1
#include <mpi.h>
