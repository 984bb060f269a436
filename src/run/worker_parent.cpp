#include "mpietl/run/worker_parent.hpp"

#include <poll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <thread>
#include <utility>

#include "mpietl/core/error.hpp"
#include "run/orphans.hpp"
#include "run/worker_process.hpp"
#include "run/worker_state.hpp"

namespace mpietl::run {

namespace {

/// A request of the rank to the parent of its workers.
struct Request {
  pid_t end_of = 0;  ///< 0: a new worker
};

struct Reply {
  pid_t worker = 0;
  bool has_ended = false;
  int error = 0;  ///< why no worker was started
  EndedWorker end{};
};

using Pair = std::array<int, 2>;

bool make_pair(Pair& sockets) {
  return ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets.data()) == 0;
}

/// Sends a reply, with a descriptor unless that is below 0.
void send_reply(int socket, const Reply& reply, int descriptor) {
  Reply copy = reply;
  iovec part{&copy, sizeof copy};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
  if (descriptor >= 0) {
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    cmsghdr* header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof(int));
    std::memcpy(CMSG_DATA(header), &descriptor, sizeof descriptor);
  }
  while (::sendmsg(socket, &message, MSG_NOSIGNAL) < 0 && errno == EINTR) continue;
}

/// Receives a reply, and the descriptor that comes with it; -1: there is none.
bool receive_reply(int socket, Reply& reply, int& descriptor) {
  iovec part{&reply, sizeof reply};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
  message.msg_control = control.data();
  message.msg_controllen = control.size();
  ssize_t size = -1;
  do {
    size = ::recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
  } while (size < 0 && errno == EINTR);
  if (size != static_cast<ssize_t>(sizeof reply)) return false;
  descriptor = -1;
  const cmsghdr* header = CMSG_FIRSTHDR(&message);
  if (header != nullptr) std::memcpy(&descriptor, CMSG_DATA(header), sizeof descriptor);
  return true;
}

/// Ignores signals: the rank handles them and stops its worker.
void ignore_signals() {
  for (const int number : {SIGTERM, SIGINT, SIGHUP, SIGUSR1, SIGUSR2, SIGPIPE, SIGXFSZ}) {
    std::signal(number, SIG_IGN);
  }
}

/// Ends this process together with its parent; at once if the parent has ended already.
void end_with(pid_t parent) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(0);
}

/// Makes the system kill a worker before its rank when memory runs out.
void offer_to_out_of_memory_killer() {
  if (std::FILE* file = std::fopen("/proc/self/oom_score_adj", "w")) {
    std::fputs("500", file);
    std::fclose(file);
  }
}

/// Disables core dumps: those of decoders may be many and large. To get one, run the decoder in the
/// rank.
void dump_no_core() {
  rlimit limit{};
  ::getrlimit(RLIMIT_CORE, &limit);
  limit.rlim_cur = 0;
  ::setrlimit(RLIMIT_CORE, &limit);
}

pid_t start_worker(int socket, WorkerState& state) {
  // Earlier workers whose end was not requested.
  while (::waitpid(-1, nullptr, WNOHANG) > 0) continue;
  Pair pair{-1, -1};
  const pid_t self = ::getpid();
  const pid_t worker = make_pair(pair) ? ::fork() : -1;
  if (worker == 0) {
    ::close(socket);
    ::close(pair[0]);
    end_with(self);
    offer_to_out_of_memory_killer();
    dump_no_core();
    run_worker_process(FileDescriptor(pair[1]), state);
    ::_exit(0);
  }
  send_reply(socket, {.worker = worker, .error = errno}, worker < 0 ? -1 : pair[0]);
  if (pair[0] >= 0) ::close(pair[0]);
  if (pair[1] >= 0) ::close(pair[1]);
  return worker;
}

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
}

EndedWorker end_from(int wait_status, const rusage& usage) {
  constexpr std::int64_t kibibyte = 1024;
  return {wait_status, seconds(usage.ru_utime) + seconds(usage.ru_stime),
          usage.ru_maxrss * kibibyte};
}

void tell_end(int socket, pid_t worker) {
  constexpr int looks = 400;
  constexpr std::chrono::milliseconds interval{5};
  Reply reply{.worker = worker};
  for (int look = 0; look < looks && !reply.has_ended; ++look) {
    int wait_status = 0;
    rusage usage{};
    const auto ended = ::wait4(worker, &wait_status, WNOHANG, &usage);
    reply.has_ended = ended == worker || (ended < 0 && errno == ECHILD);
    if (ended == worker) reply.end = end_from(wait_status, usage);
    if (!reply.has_ended) std::this_thread::sleep_for(interval);
  }
  if (reply.has_ended) end_children();  // its descendants are orphans now
  send_reply(socket, reply, -1);
}

/// Waits for a request, and reaps orphans meanwhile.
void wait_for_request(int socket, pid_t worker) {
  constexpr int milliseconds = 1000;
  pollfd wanted{socket, POLLIN, 0};
  while (::poll(&wanted, 1, milliseconds) == 0) take_orphans(worker);
}

[[noreturn]] void serve(int socket, WorkerState& state) {
  for (pid_t worker = 0;;) {
    wait_for_request(socket, worker);
    Request request;
    const auto size = ::recv(socket, &request, sizeof request, 0);
    if (size < 0 && errno == EINTR) continue;
    if (size != static_cast<ssize_t>(sizeof request)) {
      // The rank has ended, for whatever reason.
      end_children();
      ::_exit(0);
    }
    if (request.end_of == 0) {
      worker = start_worker(socket, state);
    } else {
      tell_end(socket, request.end_of);
    }
  }
}

WorkerState* map_state() {
  void* memory = ::mmap(nullptr, sizeof(WorkerState), PROT_READ | PROT_WRITE,
                        MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) throw system_error("map memory for", "a worker process", errno);
  return static_cast<WorkerState*>(memory);  // zeros, as in a new WorkerState
}

}  // namespace

WorkerParent::WorkerParent() : state_(map_state()) {
  Pair pair{-1, -1};
  if (!make_pair(pair)) throw system_error("make a socket for", "worker processes", errno);
  std::fflush(nullptr);
  const pid_t self = ::getpid();
  process_ = ::fork();
  if (process_ < 0) throw system_error("fork", "a parent of worker processes", errno);
  if (process_ == 0) {
    ::close(pair[0]);
    if (::getppid() != self) ::_exit(0);
    adopt_orphans();
    ignore_signals();
    serve(pair[1], *state_);
  }
  ::close(pair[1]);
  socket_ = FileDescriptor(pair[0]);
}

WorkerParent::~WorkerParent() {
  socket_.close();
  int status = 0;
  while (::waitpid(process_, &status, 0) < 0 && errno == EINTR) continue;
  ::munmap(state_, sizeof(WorkerState));
}

StartedWorker WorkerParent::start() {
  const Request request;
  Reply reply;
  int descriptor = -1;
  const bool is_sent = ::send(socket_.number(), &request, sizeof request, MSG_NOSIGNAL) ==
                       static_cast<ssize_t>(sizeof request);
  if (!is_sent || !receive_reply(socket_.number(), reply, descriptor) || descriptor < 0) {
    throw Error(Reason::host,
                "a worker process cannot be started: " + std::string(std::strerror(reply.error)));
  }
  return {reply.worker, FileDescriptor(descriptor)};
}

std::optional<EndedWorker> WorkerParent::end_of(pid_t worker) {
  const Request request{worker};
  Reply reply;
  int descriptor = -1;
  const bool is_sent = ::send(socket_.number(), &request, sizeof request, MSG_NOSIGNAL) ==
                       static_cast<ssize_t>(sizeof request);
  if (!is_sent || !receive_reply(socket_.number(), reply, descriptor)) {
    throw Error(Reason::host, "the parent of the worker processes has ended");
  }
  if (!reply.has_ended) return std::nullopt;
  return reply.end;
}

}  // namespace mpietl::run
