#pragma once

#include <vector>

namespace mpietl::run {

/// Numbers of the processors in OpenMP's places, rising; none when OMP_PLACES and OMP_PROC_BIND ask
/// for no places. Where there are places, teams spread over them although the thread that main()
/// began with may use the first one only.
std::vector<int> cpus_of_places();

}  // namespace mpietl::run
