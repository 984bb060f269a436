#include "mpietl/core/shared_library.hpp"

#include <dlfcn.h>

#include <filesystem>

namespace mpietl {

std::string file_of_library(const void* function) {
  Dl_info info{};
  if (::dladdr(function, &info) == 0 || info.dli_fname == nullptr) return "unknown";
  std::error_code missing;
  const auto file = std::filesystem::canonical(info.dli_fname, missing);
  return missing ? info.dli_fname : file.filename().string();
}

}  // namespace mpietl
