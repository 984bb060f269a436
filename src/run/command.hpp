#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "mpietl/core/file.hpp"
#include "mpietl/run/supervision.hpp"

namespace mpietl::run {

/// A command to be run. Its standard input is empty.
struct Command {
  std::vector<std::string> words;
  std::string program = {};  ///< file of the program; empty: found by the first word
  int standard_output = -1;  ///< descriptor; -1: what is printed is lost
  int standard_error = -1;   ///< descriptor; -1: the end of what is printed is kept
};

/// What ends a command before it ends by itself.
struct CommandLimits {
  const Stop& stop;
  std::optional<double> seconds{};
  std::int64_t memory_bytes = 0;  ///< of its own, with that of all that it has started; 0: any
  std::int64_t output_bytes = 0;  ///< of its standard output, which is a file then; 0: any
};

/// How a command ended, and what it used together with the processes that it waited for.
struct CommandEnd {
  int wait_status = 0;
  bool is_timed_out = false;
  bool is_stopped = false;
  std::int64_t excess_bytes = 0;      ///< of memory, for which it was killed; 0: it was not
  bool has_printed_too_much = false;  ///< for which it was killed
  double user_seconds = 0.0;
  double system_seconds = 0.0;
  std::int64_t max_rss_bytes = 0;  ///< at least that of this process
  std::string last_errors;         ///< the end of its standard error
};

/// Runs commands; any thread may.
class CommandRunner {
 public:
  /// Throws Error(host).
  CommandRunner();

  /// Runs a command in a process group of its own, and waits for its end. When it has to end
  /// before, all that it has started is told to with SIGTERM, and killed a moment later. What is
  /// left of the group when it has ended is killed. `on_wait` is called often while it is well.
  /// Throws Error(command) when it cannot be started.
  CommandEnd run(const Command& command, const CommandLimits& limits,
                 const std::function<void()>& on_wait) const;

 private:
  FileDescriptor null_;
  std::vector<std::string> environment_;
};

/// Why a command failed: how it ended, which limit it passed, and the last of its standard error.
std::string failure_of(const CommandEnd& end, const CommandLimits& limits);

/// The last bytes of what a file has behind its beginning: at most as many as are kept of a
/// standard error.
std::string end_of_file(int descriptor);

/// The last lines of a text in one, without empty ones: "a | b". At most `bytes` bytes.
std::string last_lines(const std::string& text, std::size_t bytes);

/// The exit status of a command as shells tell it: 128 and the number of the signal that ended it.
std::int32_t exit_status_of(int wait_status);

}  // namespace mpietl::run
