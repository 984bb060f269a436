#include "mpietl/comm/communicator.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <string_view>
#include <thread>

#include "comm/lifeline.hpp"
#include "comm/mpi.hpp"
#include "mpietl/comm/napper.hpp"
#include "mpietl/core/error.hpp"

namespace mpietl::comm {

namespace {

/// Open MPI looks for network fabrics for 0.2 s at every start. Where all ranks are on one host
/// there is no need to: its own shared memory and loopback do. What the user set stays.
void skip_fabrics_on_one_host() {
  const char* all = std::getenv("OMPI_COMM_WORLD_SIZE");
  const char* here = std::getenv("OMPI_COMM_WORLD_LOCAL_SIZE");
  const bool is_one_host = all != nullptr && here != nullptr && std::string_view(all) == here;
  if (is_one_host || !launcher_rank()) ::setenv("OMPI_MCA_pml", "ob1", 0);
}

/// Open MPI starts a daemon beside a process that no launcher started, for processes that it might
/// start itself: it takes a quarter of a second, and of many at once some fail over one folder.
/// Where there is a launcher nobody looks at this.
void start_alone_without_daemon() { ::setenv("OMPI_MCA_ess_singleton_isolated", "1", 0); }

MpiLibrary library() {
#ifdef OPEN_MPI
  return MpiLibrary::open_mpi;
#else
  return MpiLibrary::mpich;
#endif
}

/// While it lives, a process of a Slurm step that has no server does not see that step.
class HiddenStep {
 public:
  explicit HiddenStep(Company company) {
    if (!is_lone_step(variables_of_process(), company)) return;
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

/// For SIGALRM. The process ends by that signal, so that its launcher reports an end that is
/// neither success nor one of the program's own statuses; a job that is resumed then finds all
/// done.
void give_up(int signal) {
  constexpr std::string_view text =
      "mpietl: all is done and stored, but MPI_Finalize has not returned for a minute: ended "
      "here\n";
  [[maybe_unused]] const auto written = ::write(STDERR_FILENO, text.data(), text.size());
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

/// Open MPI 4 hangs in MPI_Finalize about once in a thousand times, as its own threads use what is
/// closed already (open-mpi/ompi, issue 10117); thousands of ranks end within seconds.
void finalise() {
  constexpr unsigned patience_seconds = 60;
  constexpr unsigned turn_seconds = 5;  // rank 0 speaks for all, and its launcher ends the others
  int rank = 0;
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  std::signal(SIGALRM, give_up);
  ::alarm(rank == 0 ? patience_seconds : patience_seconds + turn_seconds);
  MPI_Finalize();
  ::alarm(0);
}

/// Throws Error(usage) when this process was started in a way that cannot work. `ranks`: of the
/// world; none before MPI is started.
void refuse_mistake(Company company, std::optional<int> ranks) {
  const auto mistake = launch_mistake(variables_of_process(), library(), company, ranks);
  if (!mistake) return;
  // Launchers end all processes when one has failed: first the one that tells why.
  if (launcher_rank().value_or(0) != 0) std::this_thread::sleep_for(std::chrono::seconds(1));
  if (ranks) finalise();
  throw Error(Reason::usage, *mistake);
}

}  // namespace

Communicator::Handle::~Handle() {
  int finalised = 0;
  MPI_Finalized(&finalised);
  if (comm != MPI_COMM_WORLD && finalised == 0) MPI_Comm_free(&comm);
}

Communicator::Communicator(std::shared_ptr<const Handle> handle) : handle_(std::move(handle)) {
  MPI_Comm_rank(handle_->comm, &rank_);
  MPI_Comm_size(handle_->comm, &size_);
}

Session::Session(int* argc, char*** argv, Company company)
    : exceptions_at_start_(std::uncaught_exceptions()) {
  refuse_mistake(company, std::nullopt);
  lifeline_ = std::make_unique<Lifeline>();
  skip_fabrics_on_one_host();
  start_alone_without_daemon();
  int provided = MPI_THREAD_SINGLE;
  {
    const HiddenStep hidden(company);
    MPI_Init_thread(argc, argv, MPI_THREAD_FUNNELED, &provided);
  }
  refuse_mistake(company, world().size());
  if (provided < MPI_THREAD_FUNNELED) {
    throw Error(Reason::internal, "this MPI library does not allow threads beside its own");
  }
}

Session::~Session() {
  if (std::uncaught_exceptions() > exceptions_at_start_) abort_all(EXIT_FAILURE);
  finalise();
}

Communicator Session::world() const {
  return Communicator(std::make_shared<const Communicator::Handle>(MPI_COMM_WORLD));
}

Communicator on_this_host(const Communicator& communicator) {
  MPI_Comm host = MPI_COMM_NULL;
  MPI_Comm_split_type(raw(communicator), MPI_COMM_TYPE_SHARED, communicator.rank(), MPI_INFO_NULL,
                      &host);
  return Communicator(std::make_shared<const Communicator::Handle>(host));
}

std::optional<Communicator> first_ranks(const Communicator& communicator, int count) {
  const bool is_in = communicator.rank() < count;
  MPI_Comm part = MPI_COMM_NULL;
  MPI_Comm_split(raw(communicator), is_in ? 0 : MPI_UNDEFINED, communicator.rank(), &part);
  if (!is_in) return std::nullopt;
  return Communicator(std::make_shared<const Communicator::Handle>(part));
}

std::string library_version() {
  std::array<char, MPI_MAX_LIBRARY_VERSION_STRING + 1> text{};
  int length = 0;
  MPI_Get_library_version(text.data(), &length);
  std::string version(text.data());
  // Open MPI goes on after a comma, MPICH after a line; MPICH's first line has a tab in it.
  version = version.substr(0, version.find_first_of(",\n"));
  std::ranges::replace(version, '\t', ' ');
  return version;
}

std::optional<int> launcher_rank() {
  for (const char* name : {"OMPI_COMM_WORLD_RANK", "PMIX_RANK", "PMI_RANK", "SLURM_PROCID"}) {
    const char* value = std::getenv(name);
    if (value == nullptr) continue;
    const std::string_view text(value);
    int rank = 0;
    std::from_chars(text.data(), text.data() + text.size(), rank);
    return rank;
  }
  return std::nullopt;
}

void abort_all(int exit_status) {
  MPI_Abort(MPI_COMM_WORLD, exit_status);
  std::abort();
}

void wait(MPI_Request& request, const Pulse& pulse) {
  Napper napper;
  for (;;) {
    int done = 0;
    MPI_Test(&request, &done, MPI_STATUS_IGNORE);
    if (done != 0) return;
    pulse();
    napper.nap();
  }
}

}  // namespace mpietl::comm
