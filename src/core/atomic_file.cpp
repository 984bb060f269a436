#include "mpietl/core/atomic_file.hpp"

#include <fcntl.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cassert>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <thread>

#include "core/destination.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/hash.hpp"
#include "mpietl/core/text.hpp"

namespace mpietl {

namespace {

namespace fs = std::filesystem;

constexpr mode_t new_folder_mode = 0777;  // minus the umask
constexpr std::size_t run_id_digits = 16;
constexpr std::string_view mark = ".mpietl-";
constexpr std::string_view ending = ".tmp";

bool is_run_id(std::string_view text) {
  return text.size() == run_id_digits &&
         text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

/// Retries for network file systems, on which new files of other hosts become visible late. All
/// retries together take less than a second.
class VisibilityRetry {
 public:
  /// `path`, or its folder, should exist.
  explicit VisibilityRetry(std::string path) : path_(std::move(path)) {}

  /// Sleeps, longer each time, and makes the system look up the path's folders again. Returns false
  /// when no retries remain.
  bool wait() {
    constexpr std::chrono::milliseconds longest_delay{320};
    if (delay_ > longest_delay) return false;
    std::this_thread::sleep_for(delay_);
    delay_ *= 2;
    fs::path above;
    for (const auto& part : fs::path(path_).parent_path()) {
      above /= part;
      // Opening a folder makes a network file system refresh its cache.
      const FileDescriptor opened(::open(above.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    }
    return true;
  }

 private:
  std::string path_;
  std::chrono::milliseconds delay_{5};
};

bool becomes_visible(const std::string& folder) {
  VisibilityRetry retry(folder);
  do {
    if (is_folder(folder)) return true;
  } while (retry.wait());
  return false;
}

void make_folder(const fs::path& folder) {
  if (::mkdir(folder.c_str(), new_folder_mode) == 0) return;
  // Another rank may have made it; other errors appear when a file is created in it.
  if (errno != EEXIST) throw write_error("make the folder", folder.string(), errno);
}

/// The folder of `path`, relative to `root`; empty when it is not below `root`.
fs::path below(const std::string& root, const std::string& path) {
  const bool ends_with_slash = root.ends_with('/');
  const bool is_below =
      !root.empty() && path.starts_with(root) &&
      (ends_with_slash || (path.size() > root.size() && path[root.size()] == '/'));
  if (!is_below) return {};
  const auto from = path.find_first_not_of('/', root.size());
  return from == std::string::npos ? fs::path() : fs::path(path.substr(from)).parent_path();
}

/// Whether the name of a folder is taken by something else.
bool is_in_the_way(const fs::path& folder) {
  std::error_code ignored;
  const auto status = fs::symlink_status(folder, ignored);
  return fs::exists(status) && !fs::is_directory(status);
}

File create_with_folders(const Destination& destination) {
  for (VisibilityRetry retry(destination.path);;) {
    try {
      make_folders_below(destination.root, destination.path);
      return File::create(destination.temporary, destination.path);
    } catch (const Error& error) {
      // Another host has just made the folder: mkdir fails here, but it is not visible yet.
      if (error.reason() != Reason::not_found) throw;
      if (is_in_the_way(folder_of(destination.path)) || !retry.wait()) throw;
    }
  }
}

File create(const Destination& destination) {
  try {
    return File::create(destination.temporary, destination.path);
  } catch (const Error& error) {
    if (error.reason() == Reason::not_found) return create_with_folders(destination);
    if (::unlink(destination.temporary.c_str()) != 0) throw;
    // An earlier attempt could not remove its file.
    return File::create(destination.temporary, destination.path);
  }
}

}  // namespace

std::string draw_run_id() {
  Hash128 random;
  if (::getrandom(&random, sizeof random, 0) != sizeof random) {
    throw Error(Reason::host, system_error("draw", "an id for this run", errno).what());
  }
  return to_hex(random).substr(0, run_id_digits);
}

TemporaryNames::TemporaryNames(std::string run_id) : run_id_(std::move(run_id)) {
  assert(is_run_id(run_id_));
}

std::string TemporaryNames::temporary_path(const std::string& final_path,
                                           std::int64_t index) const {
  constexpr int hexadecimal = 16;
  assert(index >= 0);
  std::array<char, sizeof index * 2> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(),
                                 static_cast<std::uint64_t>(index), hexadecimal)
                       .ptr;
  return temporary_path(final_path, std::string_view(digits.data(), end));
}

std::string TemporaryNames::temporary_path(const std::string& final_path,
                                           std::string_view word) const {
  auto name = std::string(mark).append(run_id_).append("-").append(word).append(ending);
  return (fs::path(final_path).parent_path() / name).string();
}

std::string TemporaryNames::path_with_extension(const std::string& final_path,
                                                std::int64_t index) const {
  return temporary_path(final_path, index) + fs::path(final_path).extension().string();
}

std::optional<std::string> run_id_of(std::string_view name) {
  if (!name.starts_with(mark)) return std::nullopt;
  const auto run_id = name.substr(mark.size(), run_id_digits);
  const auto rest = name.substr(mark.size() + run_id.size());
  const auto word_end = rest.find(ending);
  if (!is_run_id(run_id) || !rest.starts_with('-') || word_end <= 1) return std::nullopt;
  if (word_end == std::string_view::npos) return std::nullopt;
  const auto extension = rest.substr(word_end + ending.size());
  if (!extension.empty() && extension.front() != '.') return std::nullopt;
  return std::string(run_id);
}

void make_folders(const std::string& folder) {
  std::error_code error;
  if (is_folder(folder)) return;
  fs::create_directories(folder, error);
  // A folder that another host has just made may not be visible yet.
  if (error == std::errc::file_exists && becomes_visible(folder)) return;
  if (error) throw write_error("make the folder", folder, error.value());
}

void make_folders_below(const std::string& root, const std::string& path) {
  const auto parts = below(root, path);
  const auto start = parts.empty() ? fs::path(path).parent_path() : fs::path(root);
  if (!start.empty() && !becomes_visible(start.string()))
    throw folder_is_missing(start.string(), path);
  fs::path made = start;
  for (const auto& part : parts) {
    made /= part;
    make_folder(made);
  }
}

AtomicFile::AtomicFile(Destination destination) : destination_(std::move(destination)) {
  assert(folder_of(destination_.path) == folder_of(destination_.temporary));
  require_file_or_nothing(destination_.path);
  file_.emplace(create(destination_));
}

AtomicFile::~AtomicFile() {
  if (!committed_) ::unlink(destination_.temporary.c_str());
}

void AtomicFile::commit(Durability durability) {
  if (durability == Durability::stored) file_->sync();
  file_->close();
  rename_finished(destination_);
  committed_ = true;
  if (durability == Durability::stored) sync_folder_of(destination_.path);
}

}  // namespace mpietl
