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

#include "comm/hydra.hpp"
#include "comm/mpi.hpp"
#include "mpietl/comm/napper.hpp"

namespace mpietl::comm {

namespace {

// Thousands of ranks end within seconds.
constexpr unsigned patience_seconds = 60;

// A rank that still sends ends with an error when another has gone. Where no launcher tells that
// all are ready: what the library still holds of its last messages is on its way by then, …
constexpr std::chrono::milliseconds time_to_send{50};

// … and so are those that busy hosts keep.
constexpr std::chrono::milliseconds time_for_others{500};

// A handler can reach nothing but what is global.
// NOLINTNEXTLINE(cppcoreguidelines-avoid-non-const-global-variables)
std::atomic<int> status_to_leave_with;

// NOLINTNEXTLINE(cppcoreguidelines-avoid-non-const-global-variables)
std::atomic<bool> is_ending;

// NOLINTNEXTLINE(cppcoreguidelines-avoid-non-const-global-variables)
std::atomic<int> hydra{-1};

void leave(int /*signal*/) {
  take_leave_of_hydra(hydra.exchange(-1));
  ::_exit(status_to_leave_with);
}

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

// Ranks that wait for others go on to serve them: what one has sent, another may yet have to ask
// for.
template <typename Condition>
void serve_until(Condition is_over) {
  Napper napper;
  for (int any = 0; !is_over(); napper.nap()) {
    MPI_Iprobe(MPI_ANY_SOURCE, MPI_ANY_TAG, MPI_COMM_WORLD, &any, MPI_STATUS_IGNORE);
  }
}

void wait_for_others() {
  if (hydra >= 0) {
    say_to_hydra_that_end_is_reached(hydra);
    serve_until([] { return hydra_has_answered(hydra); });
    return;
  }
  const auto end = std::chrono::steady_clock::now() + time_to_send;
  serve_until([end] { return std::chrono::steady_clock::now() >= end; });
  std::this_thread::sleep_for(time_for_others);
}

// No rank comes here before all have done their work.
void leave_without_finalising() {
  wait_for_others();
  std::fflush(nullptr);
  leave(0);
}

}  // namespace

void finalise_safely(int exit_status) {
  status_to_leave_with = exit_status;
  hydra = socket_to_hydra(variables_of_process());
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
