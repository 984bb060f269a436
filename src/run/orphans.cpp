#include "run/orphans.hpp"

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <thread>

#include "run/process_tree.hpp"

namespace mpietl::run {

namespace {

void end(pid_t child) {
  const pid_t group = ::getpgid(child);
  if (group > 1 && group != ::getpgrp()) ::kill(-group, SIGKILL);
  ::kill(child, SIGKILL);
}

/// Reaps the children that have ended; returns whether others remain.
bool has_children() {
  pid_t ended = 0;
  do {
    ended = ::waitpid(-1, nullptr, WNOHANG);
  } while (ended > 0 || (ended < 0 && errno == EINTR));
  return ended == 0;
}

}  // namespace

void adopt_orphans() {
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);
  ::setpgid(0, 0);
}

void take_orphans(pid_t other) {
  for (;;) {
    siginfo_t info{};
    const int failure = ::waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT);
    if (failure != 0 || info.si_pid == 0 || info.si_pid == other) return;
    ::waitpid(info.si_pid, nullptr, 0);
  }
}

void end_children() {
  constexpr int looks = 200;
  constexpr std::chrono::milliseconds interval{5};
  for (int look = 0; look < looks && has_children(); ++look) {
    for (const pid_t child : children_of(::getpid())) end(child);
    std::this_thread::sleep_for(interval);
  }
}

}  // namespace mpietl::run
