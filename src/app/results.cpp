#include "app/results.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>

namespace mpietl::app {

bool flush_results() {
  if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return true;
  if (errno == EPIPE) return true;
  std::fprintf(stderr, "mpietl: cannot write the results to standard output: %s\n",
               std::strerror(errno));
  return false;
}

}  // namespace mpietl::app
