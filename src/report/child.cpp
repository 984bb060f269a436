#include "report/child.hpp"

#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <exception>
#include <new>
#include <optional>
#include <string>

#include "mpietl/core/error.hpp"
#include "report/confine.hpp"

namespace mpietl::report {

namespace {

/// How `send` ended, as far as it came to say so.
struct Verdict {
  bool is_good = false;
  std::optional<Error> error;
};

void tell(const PipeWriter& pipe, const Error& error) {
  // Less than a pipe holds: this process reads the data first.
  constexpr std::size_t longest_text = 16384;
  pipe.put(false);
  pipe.put(static_cast<int>(error.reason()));
  pipe.put(error.may_pass());
  pipe.put(std::string(error.what()).substr(0, longest_text));
}

void send_and_tell(PipeWriter& data, const PipeWriter& verdict,
                   const std::function<void(PipeWriter&)>& send) {
  try {
    send(data);
    verdict.put(true);
  } catch (const Error& error) {
    tell(verdict, error);
  } catch (const std::bad_alloc&) {
    tell(verdict, {Reason::format, "it asks for more memory than such a file may need"});
  } catch (const std::exception& error) {
    tell(verdict, {Reason::internal, error.what()});
  }
}

Verdict read_verdict(int pipe) {
  const PipeReader reader(pipe);
  Verdict verdict;
  try {
    int reason = 0;
    bool may_pass = false;
    std::string text;
    reader.get(verdict.is_good);
    if (verdict.is_good) return verdict;
    reader.get(reason);
    reader.get(may_pass);
    reader.get(text);
    verdict.error.emplace(static_cast<Reason>(reason), text, may_pass);
  } catch (const CutShort&) {
  }
  return verdict;
}

int wait_for(pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return 0;
  }
  return status;
}

/// What a child that said nothing died of.
Error death(int status) {
  const int signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
  if (signal == SIGKILL) {
    return {Reason::internal,
            "the process that read the report was killed; there may be too little memory"};
  }
  const std::string how = signal == SIGXCPU ? "does not end"
                          : signal != 0     ? "ends with signal " + std::to_string(signal)
                                            : "ends early";
  return {Reason::format, "it is damaged: reading it " + how};
}

/// What `receive` threw, if anything.
std::exception_ptr failure_of(const std::function<void(PipeReader&)>& receive, int pipe,
                              bool& is_cut) {
  try {
    PipeReader reader(pipe);
    receive(reader);
  } catch (const CutShort&) {
    is_cut = true;
  } catch (...) {
    return std::current_exception();
  }
  return nullptr;
}

}  // namespace

void receive_from_child(const ChildLimits& limits, const std::function<void(PipeWriter&)>& send,
                        const std::function<void(PipeReader&)>& receive) {
  Pipe data;
  Pipe verdict;
  const auto confinement = confinement_of(limits);
  const pid_t child = ::fork();
  if (child < 0) throw system_error("start", "a process that reads the report", errno);
  if (child == 0) {
    confine(confinement);
    data.from.close();
    verdict.from.close();
    PipeWriter to_data(data.to.number());
    const PipeWriter to_verdict(verdict.to.number());
    send_and_tell(to_data, to_verdict, send);
    ::_exit(0);
  }
  data.to.close();
  verdict.to.close();
  bool is_cut = false;
  const auto failure = failure_of(receive, data.from.number(), is_cut);
  // A child that still writes ends by it.
  data.from.close();
  const Verdict said = read_verdict(verdict.from.number());
  const int status = wait_for(child);
  if (failure) std::rethrow_exception(failure);
  if (said.error) throw Error(*said.error);
  if (!said.is_good || is_cut) throw death(status);
}

}  // namespace mpietl::report
