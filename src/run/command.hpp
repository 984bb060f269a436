#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "mpietl/core/file.hpp"
#include "mpietl/run/supervision.hpp"

namespace mpietl::run {

/// A command to run. Its standard input is empty.
struct Command {
  std::vector<std::string> words;
  std::string program = {};  ///< path of the program; empty: found by the first word
  int standard_output = -1;  ///< descriptor; -1: output is discarded
  int standard_error = -1;   ///< descriptor; -1: the last bytes are kept
};

/// Limits beyond which a command is stopped.
struct CommandLimits {
  const Stop& stop;
  std::optional<double> seconds{};
  std::int64_t memory_bytes = 0;  ///< of the command and its descendants; 0: unlimited
  std::int64_t output_bytes = 0;  ///< of its standard output, which must be a file; 0: unlimited
};

/// How a command ended, and what it used, including descendants that it waited for.
struct CommandEnd {
  int wait_status = 0;
  bool is_timed_out = false;
  bool is_stopped = false;
  std::int64_t excess_bytes = 0;      ///< its memory when it was killed for that; 0: it was not
  bool has_printed_too_much = false;  ///< it was killed for that
  double user_seconds = 0.0;
  double system_seconds = 0.0;
  std::int64_t max_rss_bytes = 0;  ///< at least that of this process
  std::string last_errors;         ///< last bytes of its standard error
};

/// Runs commands. Any thread may use it.
class CommandRunner {
 public:
  /// Throws Error(host).
  CommandRunner();

  /// Runs a command in its own process group and waits for its end. If it must be stopped, it and
  /// all its descendants get SIGTERM, and SIGKILL a moment later. The rest of the group is killed
  /// when the command has ended. `on_wait` is called often while the command is within its limits.
  /// Throws Error(command) if it cannot be started.
  CommandEnd run(const Command& command, const CommandLimits& limits,
                 const std::function<void()>& on_wait) const;

 private:
  FileDescriptor null_;
  std::vector<std::string> environment_;
};

/// Why a command failed: how it ended, which limit it exceeded, and the end of its standard error.
std::string failure_of(const CommandEnd& end, const CommandLimits& limits);

/// The last bytes of a file, at most as many as are kept of a standard error.
std::string end_of_file(int descriptor);

/// The last lines of a text as one line, without empty ones: "a | b". At most `bytes` bytes.
std::string last_lines(const std::string& text, std::size_t bytes);

/// The exit status of a command as shells report it: 128 plus the number of the signal that ended
/// it.
std::int32_t exit_status_of(int wait_status);

}  // namespace mpietl::run
