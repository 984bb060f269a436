#pragma once

#include <filesystem>
#include <string>

namespace mpietl::app {

/// A folder for files that nobody wants to keep: made below `parent`, and removed with all that is
/// in it in the end.
class ScratchFolder {
 public:
  /// Throws Error as the system says.
  explicit ScratchFolder(const std::string& parent);
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  ScratchFolder(ScratchFolder&&) = delete;
  ScratchFolder& operator=(ScratchFolder&&) = delete;
  ~ScratchFolder();

  [[nodiscard]] std::string path() const { return path_.string(); }

  /// Removes what is in it.
  void clear() const;

 private:
  std::filesystem::path path_;
};

}  // namespace mpietl::app
