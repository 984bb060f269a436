#include "mpietl/io/atomic_file.hpp"

#include <sys/random.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>

#include "mpietl/core/error.hpp"
#include "mpietl/io/hash.hpp"

namespace mpietl::io {

namespace {

namespace fs = std::filesystem;

/// A name that no other process has, short enough for any folder that takes the final name.
std::string temporary_name_beside(const std::string& final_path) {
  Hash128 random;
  if (::getrandom(&random, sizeof random, 0) != sizeof random) {
    throw system_error("draw a temporary name for", final_path, errno);
  }
  const fs::path name = ".mpietl-" + to_hex(random).substr(0, 16) + ".tmp";
  return (fs::path(final_path).parent_path() / name).string();
}

void make_folder_of(const std::string& path) {
  const fs::path folder = fs::path(path).parent_path();
  std::error_code error;
  if (folder.empty() || fs::is_directory(folder, error)) return;
  fs::create_directories(folder, error);
  if (error) throw system_error("make the folder", folder.string(), error.value());
}

/// Stores the names in a folder.
void sync_folder_of(const std::string& path) {
  const std::string folder = fs::path(path).parent_path().string();
  File::open_folder(folder.empty() ? "." : folder).sync();
}

}  // namespace

AtomicFile::AtomicFile(std::string final_path)
    : final_path_(std::move(final_path)), temporary_path_(temporary_name_beside(final_path_)) {
  try {
    file_.emplace(File::create(temporary_path_, final_path_));
  } catch (const Error& error) {
    if (error.reason() != Reason::not_found) throw;
    make_folder_of(final_path_);
    file_.emplace(File::create(temporary_path_, final_path_));
  }
}

AtomicFile::~AtomicFile() {
  if (!committed_) ::unlink(temporary_path_.c_str());
}

void AtomicFile::commit(Durability durability) {
  if (durability == Durability::stored) file_->sync();
  file_->close();
  if (std::rename(temporary_path_.c_str(), final_path_.c_str()) != 0) {
    throw system_error("rename the finished file to", final_path_, errno);
  }
  committed_ = true;
  if (durability == Durability::stored) sync_folder_of(final_path_);
}

}  // namespace mpietl::io
