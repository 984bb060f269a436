#include "io/write_error.hpp"

#include <sys/resource.h>

#include <cerrno>

namespace mpietl::io {

namespace {

bool is_limited_in_size() {
  rlimit limit{};
  return ::getrlimit(RLIMIT_FSIZE, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY;
}

/// Whose fault it is, where that is another's than with what is read.
Reason reason_of(const Error& error, int error_number) {
  if (error_number == EIO || error_number == ESTALE) return Reason::host;
  if (error_number == EFBIG && !is_limited_in_size()) return Reason::storage;
  return error.reason();
}

}  // namespace

Error write_error(const std::string& doing, const std::string& name, int error_number) {
  const auto error = system_error(doing, name, error_number);
  return {reason_of(error, error_number), error.what(), error.may_pass()};
}

}  // namespace mpietl::io
