#pragma once

#include <string>

#include "mpietl/report/report.hpp"

namespace mpietl::view {

/// "Open MPI 4.1.4 · libsndfile 1.2.0 · HDF5 1.10.8"; what is not known is left out.
std::string software_of(const report::Summary& summary);

/// "OMP_NUM_THREADS=2  SLURM_JOB_ID=7"
std::string settings_of(const report::Summary& summary);

}  // namespace mpietl::view
