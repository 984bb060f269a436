#include "mpietl/io/atomic_file.hpp"

#include <unistd.h>

#include <cassert>
#include <cerrno>
#include <cstdio>
#include <filesystem>

#include "io/lag.hpp"
#include "io/write_error.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/io/discover.hpp"
#include "mpietl/io/output_folder.hpp"

namespace mpietl::io {

namespace {

namespace fs = std::filesystem;

/// Stores the names in a folder.
void sync_folder_of(const std::string& path) {
  const std::string folder = fs::path(path).parent_path().string();
  File::open_folder(folder.empty() ? "." : folder).sync();
}

/// Whether what stands in the place of a folder is none, and never will be.
bool is_in_the_way(const fs::path& folder) {
  std::error_code ignored;
  const auto status = fs::symlink_status(folder, ignored);
  return fs::exists(status) && !fs::is_directory(status);
}

File create_with_folders(const Destination& destination) {
  for (Lag lag(destination.path);;) {
    try {
      make_folders_below(destination.root, destination.path);
      return File::create(destination.temporary, destination.path);
    } catch (const Error& error) {
      // Another host has made the folder just now, so here it neither can be made nor is seen.
      if (error.reason() != Reason::not_found) throw;
      if (is_in_the_way(fs::path(destination.path).parent_path()) || !lag.wait()) throw;
    }
  }
}

File create(const Destination& destination) {
  try {
    return File::create(destination.temporary, destination.path);
  } catch (const Error& error) {
    if (error.reason() == Reason::not_found) return create_with_folders(destination);
    if (::unlink(destination.temporary.c_str()) != 0) throw;
    // A try before this one could not remove its file.
    return File::create(destination.temporary, destination.path);
  }
}

/// Why a finished file could not be renamed.
Error rename_error(const Destination& destination, int error_number) {
  auto error = write_error("rename the finished file to", destination.path, error_number);
  if (error.reason() != Reason::not_found) return error;
  const auto folder = fs::path(destination.path).parent_path().string();
  const auto& root = destination.root.empty() ? folder : destination.root;
  if (!root.empty() && !is_folder(root)) return folder_is_gone(root);
  return error;
}

}  // namespace

AtomicFile::AtomicFile(Destination destination) : destination_(std::move(destination)) {
  assert(fs::path(destination_.path).parent_path() ==
         fs::path(destination_.temporary).parent_path());
  file_.emplace(create(destination_));
}

AtomicFile::~AtomicFile() {
  if (!committed_) ::unlink(destination_.temporary.c_str());
}

void AtomicFile::commit(Durability durability) {
  if (durability == Durability::stored) file_->sync();
  file_->close();
  if (std::rename(destination_.temporary.c_str(), destination_.path.c_str()) != 0) {
    throw rename_error(destination_, errno);
  }
  committed_ = true;
  if (durability == Durability::stored) sync_folder_of(destination_.path);
}

}  // namespace mpietl::io
