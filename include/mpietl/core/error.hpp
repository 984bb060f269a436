#pragma once

#include <stdexcept>
#include <string>

namespace mpietl {

/// Why something could not be done, as far as the caller's next step depends on it.
enum class Reason {
  usage,       ///< an option, a job file or a list of inputs is wrong
  not_found,   ///< a path does not exist
  permission,  ///< the operating system refused access
  format,      ///< bytes are not what their kind promises (no audio, no report)
  no_space,    ///< the file system or a quota is full
  storage,     ///< any other failure of a read, write, close or rename
  host,        ///< a disk, a mount or the host fails: no other file would fare better
  stopped,     ///< the job was told to stop
  dropped,     ///< an item is not what the job requires
  internal,    ///< memory ran out, or a fault of this program
};

/// The one exception type of this program: a typed reason and a text that says what was wrong,
/// with which file or option, and what to do.
class Error : public std::runtime_error {
 public:
  Error(Reason reason, const std::string& text, bool is_transient = false)
      : std::runtime_error(text), reason_(reason), is_transient_(is_transient) {}

  [[nodiscard]] Reason reason() const noexcept { return reason_; }

  /// Whether the same may work when it is tried again in a while.
  [[nodiscard]] bool is_transient() const noexcept { return is_transient_; }

 private:
  Reason reason_;
  bool is_transient_;
};

/// An Error for a system call that failed: "cannot DOING NAME: <text of errno>".
/// `name` is a path as bytes; it is escaped for display. EIO, ESTALE, EINTR and what else may pass
/// by itself is told from what stays.
Error system_error(const std::string& doing, const std::string& name, int error_number);

/// system_error() for what is written: an I/O error is then the disk's fault, not that of an input,
/// so that its reason is Reason::host. A file that is too large for its file system fails alone:
/// Reason::storage, unless this process is limited in the size of files.
Error write_error(const std::string& doing, const std::string& name, int error_number);

}  // namespace mpietl
