#include "mpietl/run/muted_output.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>

namespace mpietl::run {

MutedOutput::MutedOutput() {
  std::fflush(stdout);
  const int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
  if (nowhere < 0) return;
  saved_ = ::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
  if (saved_ >= 0) ::dup2(nowhere, STDOUT_FILENO);
  ::close(nowhere);
}

MutedOutput::~MutedOutput() {
  if (saved_ < 0) return;
  std::fflush(stdout);
  ::dup2(saved_, STDOUT_FILENO);
  ::close(saved_);
}

}  // namespace mpietl::run
