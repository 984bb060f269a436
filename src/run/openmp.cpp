#include "mpietl/run/openmp.hpp"

#include <omp.h>

#include <cstddef>
#include <cstdlib>
#include <set>

#include "mpietl/core/file.hpp"
#include "mpietl/core/process_info.hpp"

namespace mpietl::run {

int threads_asked_by_environment() {
  return std::getenv("OMP_NUM_THREADS") == nullptr ? 0 : omp_get_max_threads();
}

std::vector<int> cpus_of_places() {
  std::set<int> cpus;
  for (int place = 0; place < omp_get_num_places(); ++place) {
    std::vector<int> of_place(static_cast<std::size_t>(omp_get_place_num_procs(place)));
    omp_get_place_proc_ids(place, of_place.data());
    cpus.insert(of_place.begin(), of_place.end());
  }
  return {cpus.begin(), cpus.end()};
}

std::vector<int> allowed_cpus() {
  const auto cpus = cpus_of_places();
  return cpus.empty() ? cpus_of_process(0) : cpus;
}

std::string openmp_version() {
  return std::to_string(_OPENMP) + ", " +
         file_of_library(reinterpret_cast<const void*>(&omp_get_max_threads));
}

}  // namespace mpietl::run
