#include "io/write_error.hpp"

#include <cerrno>

namespace mpietl::io {

Error write_error(const std::string& doing, const std::string& name, int error_number) {
  auto error = system_error(doing, name, error_number);
  if (error_number != EIO) return error;
  return {Reason::host, error.what(), error.may_pass()};
}

}  // namespace mpietl::io
