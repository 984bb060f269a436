#pragma once

#include <string>
#include <vector>

namespace mpietl::run {

/// Threads that OMP_NUM_THREADS asks for; 0 when it is not set.
int threads_asked_by_environment();

/// Numbers of the processors that the threads of this process may run on, rising.
std::vector<int> allowed_cpus();

/// Numbers of the processors in OpenMP's places, rising; none when OMP_PLACES and OMP_PROC_BIND ask
/// for no places. Where there are places, teams spread over them although the thread that main()
/// began with may use the first one only.
std::vector<int> cpus_of_places();

/// Date of the OpenMP specification that the compiler follows, and file of the runtime in use:
/// "201511, libgomp.so.1.0.0".
std::string openmp_version();

}  // namespace mpietl::run
