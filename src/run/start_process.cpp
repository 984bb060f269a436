#include "run/start_process.hpp"

#include <spawn.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <string_view>

#include "mpietl/core/error.hpp"
#include "mpietl/core/process_info.hpp"
#include "mpietl/core/text.hpp"

namespace mpietl::run {

namespace {

/// How to start a process.
class Attributes {
 public:
  Attributes() {
    ::posix_spawnattr_init(&value_);
    sigset_t signals;
    ::sigemptyset(&signals);
    ::posix_spawnattr_setsigmask(&value_, &signals);
    // A worker process ignores these.
    for (const int each : {SIGTERM, SIGINT, SIGHUP, SIGUSR1, SIGUSR2, SIGPIPE, SIGXFSZ}) {
      ::sigaddset(&signals, each);
    }
    ::posix_spawnattr_setsigdefault(&value_, &signals);
    ::posix_spawnattr_setpgroup(&value_, 0);
    ::posix_spawnattr_setflags(
        &value_, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  }
  Attributes(const Attributes&) = delete;
  Attributes& operator=(const Attributes&) = delete;
  Attributes(Attributes&&) = delete;
  Attributes& operator=(Attributes&&) = delete;
  ~Attributes() { ::posix_spawnattr_destroy(&value_); }

  [[nodiscard]] const posix_spawnattr_t* get() const { return &value_; }

 private:
  posix_spawnattr_t value_{};
};

/// The descriptors of a new process.
class Actions {
 public:
  explicit Actions(const Streams& streams) {
    ::posix_spawn_file_actions_init(&value_);
    ::posix_spawn_file_actions_adddup2(&value_, streams.input, STDIN_FILENO);
    ::posix_spawn_file_actions_adddup2(&value_, streams.output, STDOUT_FILENO);
    ::posix_spawn_file_actions_adddup2(&value_, streams.error, STDERR_FILENO);
  }
  Actions(const Actions&) = delete;
  Actions& operator=(const Actions&) = delete;
  Actions(Actions&&) = delete;
  Actions& operator=(Actions&&) = delete;
  ~Actions() { ::posix_spawn_file_actions_destroy(&value_); }

  [[nodiscard]] const posix_spawn_file_actions_t* get() const { return &value_; }

 private:
  posix_spawn_file_actions_t value_{};
};

/// Pointers to texts, as exec() needs them.
std::vector<char*> pointers_to(const std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (const auto& text : texts) pointers.push_back(const_cast<char*>(text.c_str()));
  pointers.push_back(nullptr);
  return pointers;
}

}  // namespace

pid_t start_process(const std::string& program, const std::vector<std::string>& words,
                    const std::vector<std::string>& environment, const Streams& streams) {
  static const Attributes attributes;
  const Actions actions(streams);
  pid_t process = 0;
  const int failure = ::posix_spawn(&process, program.c_str(), actions.get(), attributes.get(),
                                    pointers_to(words).data(), pointers_to(environment).data());
  if (failure == 0) return process;
  throw Error(
      Reason::command,
      system_error("run", words.front(), failure).what() +
          std::string(failure == ENOEXEC ? "; a script begins with a line such as #!/bin/sh" : ""),
      failure == EAGAIN || failure == ENOMEM);
}

std::vector<std::string> environment_of_commands() {
  constexpr std::array of_launchers{"OMPI_", "PMIX_", "PMI_",   "ORTE_",
                                    "PRTE_", "HYDI_", "HYDRA_", "MPIR_"};
  std::vector<std::string> environment;
  for (const auto& [name, value] : environment_variables()) {
    const auto begins = [&name = name](const char* prefix) { return name.starts_with(prefix); };
    if (std::ranges::none_of(of_launchers, begins))
      environment.push_back(std::string(name).append("=").append(value));
  }
  return environment;
}

}  // namespace mpietl::run
