#include "report/confine.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <fstream>

namespace mpietl::report {

namespace {

/// Bytes of address space of this process; 0 where the system does not say.
rlim_t address_bytes() {
  std::ifstream stream("/proc/self/statm");
  rlim_t pages = 0;
  stream >> pages;
  return pages * static_cast<rlim_t>(::sysconf(_SC_PAGESIZE));
}

/// Makes a limit stricter; RLIM_INFINITY is the largest number.
template <class Resource>
void limit(Resource resource, rlim_t most) {
  struct rlimit limits {};
  ::getrlimit(resource, &limits);
  limits.rlim_cur = std::min(limits.rlim_cur, most);
  ::setrlimit(resource, &limits);
}

}  // namespace

Confinement confinement_of(const ChildLimits& limits) {
  Confinement confinement;
  confinement.cpu_seconds = limits.cpu_seconds;
  const rlim_t now = address_bytes();
  if (now > 0) confinement.address_bytes = now + limits.more_bytes;
  return confinement;
}

void confine(const Confinement& confinement) {
  // MPI libraries and sanitizers print a report of a fault.
  for (const int fault : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGSYS, SIGXCPU, SIGPIPE}) {
    std::signal(fault, SIG_DFL);
  }
  for (const int stop : {SIGINT, SIGTERM, SIGHUP, SIGUSR1, SIGUSR2}) std::signal(stop, SIG_IGN);
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_CPU, confinement.cpu_seconds);
  limit(RLIMIT_AS, confinement.address_bytes);
  const int nowhere = ::open("/dev/null", O_WRONLY);
  if (nowhere < 0) return;
  ::dup2(nowhere, STDOUT_FILENO);
  ::dup2(nowhere, STDERR_FILENO);
}

}  // namespace mpietl::report
