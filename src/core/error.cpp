#include "mpietl/core/error.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

#include "mpietl/core/text.hpp"

namespace mpietl {

namespace {

Reason reason_of(int error_number) {
  switch (error_number) {
    case ENOENT:
    case ENOTDIR:
      return Reason::not_found;
    case EACCES:
    case EPERM:
      return Reason::permission;
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return Reason::no_space;
    case ENOMEM:
      return Reason::memory;
    case EROFS:
    case ENODEV:
    case ENXIO:
    case ENOTCONN:
    case EHOSTDOWN:
    case EHOSTUNREACH:
    case ETIMEDOUT:
    case EMFILE:
    case ENFILE:
      return Reason::host;
    default:
      return Reason::storage;
  }
}

bool is_transient(int error_number) {
  constexpr std::array passing{EIO, ESTALE, EINTR, EAGAIN, ETIMEDOUT, EHOSTUNREACH};
  return std::ranges::find(passing, error_number) != passing.end();
}

bool is_limited_in_size() {
  rlimit limit{};
  return ::getrlimit(RLIMIT_FSIZE, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY;
}

Reason reason_of_writing(int error_number) {
  if (error_number == EIO || error_number == ESTALE) return Reason::host;
  if (error_number == EFBIG && !is_limited_in_size()) return Reason::storage;
  return reason_of(error_number);
}

constexpr std::array<std::string_view, 14> reason_names{
    "usage",   "not_found", "permission", "format", "no_space", "storage", "host",
    "command", "crash",     "timeout",    "memory", "stopped",  "dropped", "internal"};

static_assert(static_cast<std::size_t>(Reason::internal) + 1 == reason_names.size());

}  // namespace

std::string_view to_string(Reason reason) {
  return reason_names.at(static_cast<std::size_t>(reason));
}

Error system_error(const std::string& doing, const std::string& name, int error_number) {
  return {
      reason_of(error_number),
      "cannot " + doing + " " + escape(name) + ": " + std::system_category().message(error_number),
      is_transient(error_number)};
}

Error write_error(const std::string& doing, const std::string& name, int error_number) {
  const auto error = system_error(doing, name, error_number);
  return {reason_of_writing(error_number), error.what(), error.is_transient()};
}

}  // namespace mpietl
