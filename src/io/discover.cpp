#include "mpietl/io/discover.hpp"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/io/audio_format.hpp"

namespace mpietl::io {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void list_failed(const std::string& folder, const std::error_code& error) {
  throw system_error("list the folder", folder, error.value());
}

/// Appends what is in `folder`; folders that it finds are appended to `open`.
void list_one(const std::string& root, const std::string& relative, std::vector<std::string>& open,
              std::vector<std::string>& files) {
  const std::string folder = relative.empty() ? root : root + "/" + relative;
  std::error_code error;
  fs::directory_iterator entry(folder, error);
  if (error) list_failed(folder, error);
  while (entry != fs::directory_iterator()) {
    const std::string name = entry->path().filename().string();
    std::string path = (fs::path(relative) / name).string();
    std::error_code ignored;
    const bool is_link = entry->is_symlink(ignored);
    if (entry->is_directory(ignored)) {
      if (!is_link) open.push_back(std::move(path));
    } else if (has_audio_extension(name)) {
      files.push_back(std::move(path));
    }
    entry.increment(error);
    if (error) list_failed(folder, error);
  }
}

std::vector<std::string> read_lines(std::istream& stream, const std::string& name, char separator) {
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line, separator);) {
    if (line.find('\0') != std::string::npos) {
      throw Error(Reason::usage, "the list " + escape(name) +
                                     " holds NUL bytes; if NUL ends its names, say so with -0");
    }
    if (!line.empty()) lines.push_back(std::move(line));
  }
  if (stream.bad()) throw system_error("read the list", name, EIO);
  return lines;
}

}  // namespace

std::vector<std::string> audio_files_below(const std::string& folder) {
  std::vector<std::string> files;
  std::vector<std::string> open{""};
  while (!open.empty()) {
    const std::string relative = std::move(open.back());
    open.pop_back();
    list_one(folder, relative, open, files);
  }
  std::ranges::sort(files);
  return files;
}

std::vector<std::string> read_list(const std::string& path, char separator) {
  if (path == "-") return read_lines(std::cin, "standard input", separator);
  if (is_folder(path)) throw system_error("read the list", path, EISDIR);
  std::ifstream stream(path, std::ios::binary);
  if (!stream) throw system_error("open the list", path, errno);
  return read_lines(stream, path, separator);
}

bool is_folder(const std::string& path) {
  std::error_code ignored;
  return fs::is_directory(path, ignored);
}

bool may_be_replaced(const std::string& path) {
  std::error_code ignored;
  const auto status = fs::status(path, ignored);
  return !fs::exists(status) || fs::is_regular_file(status);
}

std::int64_t file_bytes(const std::string& path) {
  std::error_code error;
  const auto size = fs::file_size(path, error);
  return error ? -1 : static_cast<std::int64_t>(size);
}

std::string resolved_through(const std::string& path) {
  std::error_code error;
  if (!fs::is_symlink(path, error)) return resolved(path);
  const fs::path real = fs::canonical(path, error);
  return error ? resolved(path) : real.string();
}

std::string resolved(const std::string& path) {
  const fs::path given(path);
  const fs::path folder = given.has_parent_path() ? given.parent_path() : fs::path(".");
  std::error_code error;
  const fs::path real = fs::weakly_canonical(fs::absolute(folder, error), error);
  return ((error ? fs::absolute(folder).lexically_normal() : real) / given.filename()).string();
}

}  // namespace mpietl::io
