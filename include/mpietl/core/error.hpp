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
  internal,    ///< memory ran out, or a fault of this program
};

/// The one exception type of this program: a typed reason and a text that says what was wrong,
/// with which file or option, and what to do.
class Error : public std::runtime_error {
 public:
  Error(Reason reason, const std::string& text) : std::runtime_error(text), reason_(reason) {}

  [[nodiscard]] Reason reason() const noexcept { return reason_; }

 private:
  Reason reason_;
};

/// An Error for a system call that failed: "cannot DOING NAME: <text of errno>".
/// `name` is a path as bytes; it is escaped for display.
Error system_error(const std::string& doing, const std::string& name, int error_number);

}  // namespace mpietl
