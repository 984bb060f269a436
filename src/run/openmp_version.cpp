#include "mpietl/run/openmp_version.hpp"

#include <omp.h>

#include "mpietl/core/file.hpp"

namespace mpietl::run {

std::string openmp_version() {
  return std::to_string(_OPENMP) + ", " +
         file_of_library(reinterpret_cast<const void*>(&omp_get_max_threads));
}

}  // namespace mpietl::run
