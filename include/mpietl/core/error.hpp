#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace mpietl {

/// The reasons for failures that callers distinguish.
enum class Reason {
  usage,       ///< an option, a job file or a list of inputs is wrong
  not_found,   ///< a path does not exist
  permission,  ///< the operating system refused access
  format,      ///< a file is damaged or has the wrong format
  no_space,    ///< the file system or a quota is full
  storage,     ///< another failure of a read, write, close or rename
  host,        ///< a disk, a mount or the host fails, so other files would fail, too
  command,     ///< a command of `mpietl map` failed
  crash,       ///< a worker process died of an item
  timeout,     ///< an item made no progress for too long
  memory,      ///< out of memory, or beyond a limit of it
  stopped,     ///< the job was asked to stop
  dropped,     ///< an item does not meet the job's requirements
  internal,    ///< a bug in this program
};

/// Its name: "not_found".
std::string_view to_string(Reason reason);

/// The exception of this program: a reason, and a text that says what failed, for which file or
/// option, and what to do.
class Error : public std::runtime_error {
 public:
  Error(Reason reason, const std::string& text, bool is_transient = false)
      : std::runtime_error(text), reason_(reason), is_transient_(is_transient) {}

  [[nodiscard]] Reason reason() const noexcept { return reason_; }

  /// Whether a retry may succeed.
  [[nodiscard]] bool is_transient() const noexcept { return is_transient_; }

 private:
  Reason reason_;
  bool is_transient_;
};

/// An Error for a system call that failed: "cannot DOING NAME: <text of errno>".
/// `name` is a path as bytes; it is escaped for display. EIO, ESTALE, EINTR and the like are
/// marked as transient.
Error system_error(const std::string& doing, const std::string& name, int error_number);

/// system_error() for a file that is written. An I/O error then means a failing disk: Reason::host.
/// A file too large for its file system is Reason::storage, unless the limit is this process's.
Error write_error(const std::string& doing, const std::string& name, int error_number);

}  // namespace mpietl
