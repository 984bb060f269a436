#include "run/command.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>

#include "mpietl/core/error.hpp"
#include "mpietl/core/process_info.hpp"
#include "mpietl/core/stopwatch.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/run/worker_team.hpp"
#include "run/own_memory.hpp"
#include "run/process_tree.hpp"
#include "run/start_process.hpp"

namespace mpietl::run {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t kept_bytes = 2048;
// Between checks of the limits; also between checks for its end if the system sends no event.
constexpr std::chrono::milliseconds look_interval{20};
constexpr std::chrono::milliseconds look_interval_without_news{1};
// Between SIGTERM and SIGKILL. A launcher that ends a job leaves little time.
constexpr double patience_seconds = 0.2;

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
}

/// The reading end of a pipe, and the last bytes that came through it.
class Tail {
 public:
  explicit Tail(FileDescriptor pipe) : pipe_(std::move(pipe)) {}

  /// -1: the pipe has ended
  [[nodiscard]] int descriptor() const { return pipe_.number(); }

  /// Reads what is available.
  void read() {
    std::array<char, 4096> piece{};
    for (;;) {
      const auto count = ::read(pipe_.number(), piece.data(), piece.size());
      if (count < 0 && errno == EINTR) continue;
      if (count < 0 && errno == EAGAIN) return;
      if (count <= 0) break;
      text_.append(piece.data(), static_cast<std::size_t>(count));
      if (text_.size() > kept_bytes) text_.erase(0, text_.size() - kept_bytes);
      if (static_cast<std::size_t>(count) < piece.size()) return;
    }
    pipe_.close();
  }

  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  FileDescriptor pipe_;
  std::string text_;
};

/// A started process and its process group, until the process has been waited for.
class Process {
 public:
  explicit Process(pid_t id) : id_(id), news_(static_cast<int>(::syscall(SYS_pidfd_open, id, 0))) {}

  /// Waits until it ends, prints or the next check is due; returns whether it has ended.
  bool wait(Tail& tail) {
    std::array<pollfd, 2> wanted{{{tail.descriptor(), POLLIN, 0}, {news_.number(), POLLIN, 0}}};
    const auto interval = news_.number() < 0 ? look_interval_without_news : look_interval;
    if (::poll(wanted.data(), wanted.size(), static_cast<int>(interval.count())) < 0) return false;
    if (wanted[0].revents != 0) tail.read();
    return news_.number() < 0 ? has_ended() : wanted[1].revents != 0;
  }

  /// Sends a signal to the whole process group.
  void send(int signal) const { ::kill(-id_, signal); }

  /// The same, and to all its descendants in other groups: GNU timeout makes a group of its own.
  void send_to_all(int signal) const {
    // The process gets the signal first, since it may wait for its descendants.
    const auto others = descendants_of(id_);
    send(signal);
    for (const pid_t each : others) ::kill(each, signal);
  }

  /// Memory of the process and its descendants.
  [[nodiscard]] std::int64_t memory_bytes() const {
    auto bytes = OwnMemory(std::to_string(id_)).bytes();
    for (const pid_t each : descendants_of(id_)) bytes += OwnMemory(std::to_string(each)).bytes();
    return bytes;
  }

  /// Kills the rest of its group first: until it is waited for, no other process can get its
  /// number.
  [[nodiscard]] CommandEnd reap() const {
    send(SIGKILL);
    CommandEnd end;
    rusage used{};
    while (::wait4(id_, &end.wait_status, 0, &used) < 0 && errno == EINTR) continue;
    end.user_seconds = seconds(used.ru_utime);
    end.system_seconds = seconds(used.ru_stime);
    end.max_rss_bytes = std::int64_t{1024} * used.ru_maxrss;
    return end;
  }

 private:
  [[nodiscard]] bool has_ended() const {
    siginfo_t info{};
    const auto id = static_cast<id_t>(id_);
    return ::waitid(P_PID, id, &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid == id_;
  }

  pid_t id_;
  FileDescriptor news_;  // becomes readable when the process ends
};

/// Ends a process that exceeds its limits or is no longer wanted.
class Ender {
 public:
  Ender(const Process& process, const CommandLimits& limits, int output)
      : process_(process), limits_(limits), output_(output) {}

  /// Checks whether the process must end; call it often. Returns true while all is well.
  bool look() {
    if (signal_ == 0) {
      is_stopped_ = limits_.stop.is_abandoned();
      is_timed_out_ = !is_stopped_ && limits_.seconds && running_.seconds() >= *limits_.seconds;
      if (is_stopped_ || is_timed_out_) send(SIGTERM);
      if (signal_ == 0 && (has_excess() || has_printed_too_much())) send(SIGKILL);
    } else if (signal_ == SIGTERM && since_signal_.seconds() >= patience_seconds) {
      send(SIGKILL);
    }
    return signal_ == 0;
  }

  void tell(CommandEnd& end) const {
    end.is_stopped = is_stopped_;
    end.is_timed_out = is_timed_out_;
    end.excess_bytes = excess_bytes_;
    end.has_printed_too_much = has_printed_too_much_;
  }

 private:
  bool has_excess() {
    if (limits_.memory_bytes == 0) return false;
    const auto bytes = process_.memory_bytes();
    if (bytes > limits_.memory_bytes) excess_bytes_ = bytes;
    return excess_bytes_ > 0;
  }

  bool has_printed_too_much() {
    struct stat status {};
    if (limits_.output_bytes == 0 || ::fstat(output_, &status) != 0) return false;
    has_printed_too_much_ = status.st_size > limits_.output_bytes;
    return has_printed_too_much_;
  }

  void send(int signal) {
    process_.send_to_all(signal);
    signal_ = signal;
    since_signal_.lap();
  }

  const Process& process_;
  const CommandLimits& limits_;
  int output_;
  Stopwatch running_;
  Stopwatch since_signal_;
  int signal_ = 0;  // last one sent
  bool is_stopped_ = false;
  bool is_timed_out_ = false;
  std::int64_t excess_bytes_ = 0;
  bool has_printed_too_much_ = false;
};

/// A pipe whose reading end does not block.
std::array<int, 2> make_pipe() {
  std::array<int, 2> ends{-1, -1};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw system_error("make", "a pipe", errno);
  ::fcntl(ends[0], F_SETFL, O_NONBLOCK);
  return ends;
}

std::string size_text(std::int64_t bytes) {
  return format_bytes(static_cast<std::uint64_t>(bytes));
}

std::string file_of_program(const std::string& name) {
  if (name.find('/') != std::string::npos) return name;  // the system reports what is wrong with it
  auto found = find_program(name);
  if (found) return *found;
  throw Error(Reason::command, system_error("run", name, ENOENT).what());
}

}  // namespace

CommandRunner::CommandRunner()
    : null_(::open("/dev/null", O_RDWR | O_CLOEXEC)), environment_(environment_of_commands()) {
  if (null_.number() < 0) throw Error(Reason::host, "there is no /dev/null");
}

CommandEnd CommandRunner::run(const Command& command, const CommandLimits& limits,
                              const std::function<void()>& on_wait) const {
  std::array<int, 2> pipe{-1, -1};
  if (command.standard_error < 0) pipe = make_pipe();
  Tail tail{FileDescriptor(pipe[0])};
  FileDescriptor writing(pipe[1]);
  const auto is_given = [&](int descriptor) { return descriptor >= 0; };
  const Streams streams{
      null_.number(), is_given(command.standard_output) ? command.standard_output : null_.number(),
      is_given(command.standard_error) ? command.standard_error : writing.number()};
  const auto program =
      command.program.empty() ? file_of_program(command.words.front()) : command.program;
  Process process(start_process(program, command.words, environment_, streams));
  writing.close();
  Ender ender(process, limits, command.standard_output);
  while (!process.wait(tail)) {
    if (ender.look()) on_wait();
  }
  auto end = process.reap();
  if (tail.descriptor() >= 0) tail.read();
  end.last_errors = tail.text();
  ender.tell(end);
  return end;
}

std::string failure_of(const CommandEnd& end, const CommandLimits& limits) {
  // All rows of the report's column are as wide as the longest text.
  constexpr std::size_t longest_bytes = 330;
  auto why = ending_text(end.wait_status);
  if (end.is_timed_out) {
    why = "it took longer than " + format_seconds(*limits.seconds) + " and was stopped";
  }
  if (end.excess_bytes > 0) {
    why = "it needs more than --memory-limit " + size_text(limits.memory_bytes) + ": it had " +
          size_text(end.excess_bytes);
  }
  if (end.has_printed_too_much) {
    why = "it printed more than " + size_text(limits.output_bytes) + " and was stopped";
  }
  const auto lines = escape(last_lines(end.last_errors, longest_bytes));
  return lines.empty() ? why : why + ": " + lines;
}

std::string end_of_file(int descriptor) {
  const auto size = ::lseek(descriptor, 0, SEEK_END);
  std::string text(kept_bytes, '\0');
  const auto from = std::max<off_t>(0, size - static_cast<off_t>(kept_bytes));
  const auto count = ::pread(descriptor, text.data(), text.size(), from);
  text.resize(static_cast<std::size_t>(std::max<ssize_t>(0, count)));
  return text;
}

std::string last_lines(const std::string& text, std::size_t bytes) {
  std::string result;
  for (std::size_t end = text.size(); end > 0 && result.size() < bytes;) {
    // A progress bar returns to the beginning of its line.
    const auto mark = text.find_last_of("\r\n", end - 1);
    const auto begin = mark == std::string::npos ? 0 : mark + 1;
    const auto line = text.substr(begin, end - begin);
    end = mark == std::string::npos ? 0 : mark;
    if (line.find_first_not_of(" \t") == std::string::npos) continue;
    if (!result.empty()) result.insert(0, " | ");
    result.insert(0, line);
  }
  return result.size() > bytes ? result.substr(result.size() - bytes) : result;
}

std::int32_t exit_status_of(int wait_status) {
  constexpr std::int32_t by_signal = 128;
  return WIFEXITED(wait_status) ? WEXITSTATUS(wait_status) : by_signal + WTERMSIG(wait_status);
}

}  // namespace mpietl::run
