#include "run/own_memory.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cstdlib>

namespace mpietl::run {

OwnMemory::OwnMemory(const std::string& process)
    : statm_(::open(("/proc/" + process + "/statm").c_str(), O_RDONLY | O_CLOEXEC)) {}

std::int64_t OwnMemory::bytes() const {
  std::array<char, 128> text{};
  if (::pread(statm_.number(), text.data(), text.size() - 1, 0) <= 0) return 0;
  char* rest = text.data();
  std::strtoll(rest, &rest, 10);  // the reserved memory
  const auto resident = std::strtoll(rest, &rest, 10);
  const auto shared = std::strtoll(rest, &rest, 10);
  return (resident - shared) * ::sysconf(_SC_PAGESIZE);
}

}  // namespace mpietl::run
