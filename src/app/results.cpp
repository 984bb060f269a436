#include "app/results.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "mpietl/comm/collectives.hpp"
#include "mpietl/core/codec.hpp"

namespace mpietl::app {

bool flush_results() {
  if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return true;
  if (errno == EPIPE) return true;
  std::fprintf(stderr, "mpietl: cannot write the results to standard output: %s\n",
               std::strerror(errno));
  return false;
}

ExitStatus status_from_root(const comm::Communicator& world,
                            const std::function<ExitStatus()>& conclude) {
  const Bytes told = comm::from_root(world, [&] {
    ByteWriter writer;
    writer.put(conclude());
    return writer.take();
  });
  ExitStatus status{};
  ByteReader(told).get(status);
  return status;
}

}  // namespace mpietl::app
