#pragma once

#include <string>
#include <vector>

namespace mpietl::run {

/// Threads that OMP_NUM_THREADS asks for; 0 when it is not set.
int threads_asked_by_environment();

/// Numbers of the processors that this process may use, in ascending order.
std::vector<int> allowed_cpus();

/// Numbers of the processors in OpenMP's places, in ascending order; none if OMP_PLACES and
/// OMP_PROC_BIND define no places. With places, teams spread over all of them, even though the
/// initial thread may be bound to the first one.
std::vector<int> cpus_of_places();

/// Date of the OpenMP specification that the compiler implements, and file of the runtime: "201511,
/// libgomp.so.1.0.0".
std::string openmp_version();

}  // namespace mpietl::run
