#include "app/scratch_folder.hpp"

#include <cerrno>
#include <cstdlib>
#include <system_error>

#include "mpietl/core/error.hpp"

namespace mpietl::app {

namespace fs = std::filesystem;

ScratchFolder::ScratchFolder(const std::string& parent) {
  std::error_code failure;
  fs::create_directories(parent, failure);
  if (failure) throw system_error("make the folder", parent, failure.value());
  std::string name = (fs::path(parent) / ".mpietl-bench-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw system_error("make a folder in", parent, errno);
  path_ = name;
}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

void ScratchFolder::clear() const {
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(path_, ignored)) {
    fs::remove_all(entry.path(), ignored);
  }
}

}  // namespace mpietl::app
