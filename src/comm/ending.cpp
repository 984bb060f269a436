#include "comm/ending.hpp"

#include <unistd.h>

#include <array>
#include <atomic>
#include <csignal>

#include "comm/mpi.hpp"

namespace mpietl::comm {

namespace {

// Thousands of ranks end within seconds.
constexpr unsigned patience_seconds = 60;

// A handler can reach nothing but what is global.
// NOLINTNEXTLINE(cppcoreguidelines-avoid-non-const-global-variables)
std::atomic<int> status_to_leave_with;

void leave(int /*signal*/) { ::_exit(status_to_leave_with); }

}  // namespace

void finalise_safely(int exit_status) {
  status_to_leave_with = exit_status;
  for (const int signal : {SIGSEGV, SIGBUS, SIGABRT, SIGALRM}) std::signal(signal, leave);
  ::alarm(patience_seconds);
  MPI_Finalize();
  ::alarm(0);
  for (const int signal : {SIGSEGV, SIGBUS, SIGABRT, SIGALRM}) std::signal(signal, SIG_DFL);
}

}  // namespace mpietl::comm
