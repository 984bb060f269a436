#include "mpietl/core/adopted_file.hpp"

#include <filesystem>
#include <system_error>
#include <utility>

#include "core/destination.hpp"
#include "mpietl/core/error.hpp"

namespace mpietl {

namespace {

/// Throws Error(format) unless `path` is a regular file: a link would point elsewhere after
/// renaming.
void require_file(const std::string& path) {
  std::error_code ignored;
  const auto status = std::filesystem::symlink_status(path, ignored);
  if (!std::filesystem::exists(status) || std::filesystem::is_regular_file(status)) return;
  throw Error(Reason::format, "the output is not a regular file");
}

}  // namespace

AdoptedFile::AdoptedFile(Destination destination) : destination_(std::move(destination)) {
  require_file_or_nothing(destination_.path);
  if (!is_folder(folder_of(destination_.path))) {
    make_folders_below(destination_.root, destination_.path);
  }
  remove();
}

AdoptedFile::~AdoptedFile() {
  if (!committed_) remove();
}

File AdoptedFile::open() const {
  require_file(destination_.temporary);
  return File::open(destination_.temporary);
}

void AdoptedFile::commit(Durability durability) {
  if (durability == Durability::stored) open().sync();
  rename_finished(destination_);
  committed_ = true;
  if (durability == Durability::stored) sync_folder_of(destination_.path);
}

void AdoptedFile::remove() const noexcept {
  std::error_code ignored;
  std::filesystem::remove_all(destination_.temporary, ignored);  // it may be a folder
}

}  // namespace mpietl
