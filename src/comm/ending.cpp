#include "comm/ending.hpp"

#include <unistd.h>

#include <array>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <thread>

#include "comm/mpi.hpp"
#include "mpietl/comm/napper.hpp"

namespace mpietl::comm {

namespace {

// Thousands of ranks end within seconds.
constexpr unsigned patience_seconds = 60;

// What the library still holds of its last messages is on its way by then.
constexpr std::chrono::milliseconds time_to_send{50};

// A rank that still sends ends with an error when another has gone: who is ready first waits for
// the others, which busy hosts keep.
constexpr std::chrono::milliseconds time_for_others{500};

// A handler can reach nothing but what is global.
// NOLINTNEXTLINE(cppcoreguidelines-avoid-non-const-global-variables)
std::atomic<int> status_to_leave_with;

// NOLINTNEXTLINE(cppcoreguidelines-avoid-non-const-global-variables)
std::atomic<bool> is_ending;

void leave(int /*signal*/) { ::_exit(status_to_leave_with); }

// The library ends a process whose peers have gone.
void leave_at_exit() {
  if (is_ending) leave(0);
}

bool uses_ucx_in_mpich() {
  std::array<char, MPI_MAX_LIBRARY_VERSION_STRING + 1> text{};
  int length = 0;
  MPI_Get_library_version(text.data(), &length);
  return std::string_view(text.data()).find("ch4:ucx") != std::string_view::npos;
}

bool is_on_several_hosts() {
  MPI_Comm host = MPI_COMM_NULL;
  MPI_Comm_split_type(MPI_COMM_WORLD, MPI_COMM_TYPE_SHARED, 0, MPI_INFO_NULL, &host);
  int here = 0;
  int all = 0;
  MPI_Comm_size(host, &here);
  MPI_Comm_size(MPI_COMM_WORLD, &all);
  MPI_Comm_free(&host);
  return here < all;
}

void send_what_is_left() {
  Napper napper;
  const auto end = std::chrono::steady_clock::now() + time_to_send;
  for (int any = 0; std::chrono::steady_clock::now() < end; napper.nap()) {
    MPI_Iprobe(MPI_ANY_SOURCE, MPI_ANY_TAG, MPI_COMM_WORLD, &any, MPI_STATUS_IGNORE);
  }
}

// No rank comes here before all have done their work.
void leave_without_finalising() {
  send_what_is_left();
  std::fflush(nullptr);
  std::this_thread::sleep_for(time_for_others);
  leave(0);
}

}  // namespace

void finalise_safely(int exit_status) {
  status_to_leave_with = exit_status;
  for (const int signal : {SIGSEGV, SIGBUS, SIGABRT, SIGALRM}) std::signal(signal, leave);
  ::alarm(patience_seconds);
  is_ending = std::atexit(leave_at_exit) == 0;
  if (uses_ucx_in_mpich() && is_on_several_hosts()) leave_without_finalising();
  MPI_Finalize();
  ::alarm(0);
  is_ending = false;
  for (const int signal : {SIGSEGV, SIGBUS, SIGABRT, SIGALRM}) std::signal(signal, SIG_DFL);
}

}  // namespace mpietl::comm
