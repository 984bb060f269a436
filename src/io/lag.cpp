#include "io/lag.hpp"

#include <fcntl.h>

#include <filesystem>
#include <thread>

#include "mpietl/core/file_descriptor.hpp"

namespace mpietl::io {

namespace {

namespace fs = std::filesystem;

constexpr std::chrono::milliseconds longest_nap{320};

/// To open a folder makes network file systems ask for news of it.
void refresh(const fs::path& folder) {
  const FileDescriptor opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
}

}  // namespace

bool Lag::wait() {
  if (nap_ > longest_nap) return false;
  std::this_thread::sleep_for(nap_);
  nap_ *= 2;
  fs::path above;
  for (const auto& part : fs::path(path_).parent_path()) {
    above /= part;
    refresh(above);
  }
  return true;
}

}  // namespace mpietl::io
