#include "mpietl/comm/session.hpp"

#include <sys/types.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <mutex>
#include <stop_token>
#include <string_view>
#include <thread>

#include "comm/mpi/library_settings.hpp"
#include "comm/mpi/mpi.hpp"
#include "comm/mpi/transport.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/exit_status.hpp"
#include "mpietl/core/process_info.hpp"

namespace mpietl::comm {

/// Ends this process some seconds after its launcher has gone. MPI libraries usually do so
/// themselves, but a rank that waits for other dead ranks would stay for ever. Does nothing if no
/// launcher started the process.
class LauncherWatch {
 public:
  LauncherWatch();

 private:
  static void watch(const std::stop_token& stop, pid_t launcher);

  std::jthread watcher_;
};

namespace {

MpiLibrary library() {
#ifdef OPEN_MPI
  return MpiLibrary::open_mpi;
#else
  return MpiLibrary::mpich;
#endif
}

/// While it lives, a process in a Slurm step without a server does not see the step.
class HiddenStep {
 public:
  explicit HiddenStep(LaunchMode mode) {
    if (!is_lone_step(environment_variables(), mode)) return;
    step_ = std::getenv(name);
    ::unsetenv(name);
  }
  HiddenStep(const HiddenStep&) = delete;
  HiddenStep& operator=(const HiddenStep&) = delete;
  HiddenStep(HiddenStep&&) = delete;
  HiddenStep& operator=(HiddenStep&&) = delete;
  ~HiddenStep() {
    if (step_) ::setenv(name, step_->c_str(), 1);
  }

 private:
  static constexpr const char* name = "SLURM_STEP_ID";
  std::optional<std::string> step_;
};

/// Handles SIGALRM. The process ends by that signal: its launcher then reports neither success nor
/// one of the program's exit statuses, and --resume finds everything done.
void give_up(int signal) {
  constexpr std::string_view text =
      "mpietl: MPI_Finalize has not returned for a minute, so this process ends; all of its "
      "work is done and stored\n";
  [[maybe_unused]] const auto written = ::write(STDERR_FILENO, text.data(), text.size());
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

/// Open MPI 4 hangs in MPI_Finalize about once in a thousand times, because its threads use what is
/// already closed (open-mpi/ompi, issue 10117). Even thousands of ranks finish within seconds.
void finalise() {
  constexpr unsigned patience_seconds = 60;
  constexpr unsigned turn_seconds = 5;  // rank 0 prints first, and its launcher ends the others
  int rank = 0;
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  std::signal(SIGALRM, give_up);
  ::alarm(rank == 0 ? patience_seconds : patience_seconds + turn_seconds);
  MPI_Finalize();
  ::alarm(0);
}

/// Throws Error(usage) if this process was started in a way that cannot work. `ranks` is the size
/// of the world; empty before MPI is started.
void refuse_mistake(LaunchMode mode, std::optional<int> ranks) {
  const auto mistake = launch_mistake(environment_variables(), library(), mode, ranks);
  if (!mistake) return;
  // Launchers end all processes when one has failed: give the one that prints the message time.
  if (launcher_rank().value_or(0) != 0) std::this_thread::sleep_for(std::chrono::seconds(1));
  if (ranks) finalise();
  throw Error(Reason::usage, mistake->text);
}

}  // namespace

LauncherWatch::LauncherWatch() {
  if (!launcher_rank()) return;
  watcher_ = std::jthread(
      [launcher = ::getppid()](const std::stop_token& stop) { watch(stop, launcher); });
}

void LauncherWatch::watch(const std::stop_token& stop, pid_t launcher) {
  constexpr std::chrono::seconds interval{1};
  constexpr int intervals_of_patience = 5;  // the library itself needs a few to end all ranks
  std::mutex alone;
  std::unique_lock lock(alone);
  std::condition_variable_any wake;
  for (int gone = 0; gone < intervals_of_patience;) {
    if (wake.wait_for(lock, stop, interval, [&] { return stop.stop_requested(); })) return;
    gone = ::getppid() == launcher ? 0 : gone + 1;
  }
  ::_exit(static_cast<int>(ExitStatus::stopped_early));
}

Session::Session(int* argc, char*** argv, LaunchMode mode)
    : exceptions_at_start_(std::uncaught_exceptions()) {
  refuse_mistake(mode, std::nullopt);
  launcher_watch_ = std::make_unique<LauncherWatch>();
  prepare_library();
  int provided = MPI_THREAD_SINGLE;
  {
    const HiddenStep hidden(mode);
    MPI_Init_thread(argc, argv, MPI_THREAD_FUNNELED, &provided);
  }
  refuse_mistake(mode, world().size());
  if (provided < MPI_THREAD_FUNNELED) {
    throw Error(Reason::internal, "this MPI library does not allow other threads");
  }
}

Session::~Session() {
  if (std::uncaught_exceptions() > exceptions_at_start_) world().abort(EXIT_FAILURE);
  finalise();
}

Communicator Session::world() const {
  return Communicator(std::make_shared<MpiTransport>(MPI_COMM_WORLD));
}

std::string library_version() {
  std::array<char, MPI_MAX_LIBRARY_VERSION_STRING + 1> text{};
  int length = 0;
  MPI_Get_library_version(text.data(), &length);
  std::string version(text.data());
  // In the version text, Open MPI continues after a comma, MPICH on the next line; MPICH's first
  // line has a tab.
  version = version.substr(0, version.find_first_of(",\n"));
  std::ranges::replace(version, '\t', ' ');
  return version;
}

}  // namespace mpietl::comm
