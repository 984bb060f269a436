#include "mpietl/run/places.hpp"

#include <omp.h>

#include <cstddef>
#include <set>

namespace mpietl::run {

std::vector<int> cpus_of_places() {
  std::set<int> cpus;
  for (int place = 0; place < omp_get_num_places(); ++place) {
    std::vector<int> of_place(static_cast<std::size_t>(omp_get_place_num_procs(place)));
    omp_get_place_proc_ids(place, of_place.data());
    cpus.insert(of_place.begin(), of_place.end());
  }
  return {cpus.begin(), cpus.end()};
}

}  // namespace mpietl::run
