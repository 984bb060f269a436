#include "job/named_paths.hpp"

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <utility>

#include "job/braces.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/io/archives/tar.hpp"
#include "mpietl/io/files/file_system.hpp"
#include "mpietl/io/files/paths.hpp"
#include "mpietl/io/files/text_file.hpp"
#include "mpietl/job/command.hpp"

namespace mpietl::job {

namespace {

/// Suggests what a word may have been meant for.
std::string hint_for(const std::string& path) {
  if (path.find('=') != std::string::npos && path.find('/') == std::string::npos) {
    return "; parameters of a transform follow a colon: --transform NAME:" + path;
  }
  const auto folder = std::filesystem::path(path).parent_path().string();
  if (path.find_first_of("*?") != std::string::npos) {
    return "; to take the files of a folder that match a pattern, say " +
           escape(folder.empty() ? "." : folder) + " --include '" +
           escape(std::filesystem::path(path).filename().string()) + "'";
  }
  constexpr std::size_t enough_names = 10'000;
  const auto names = io::names_in(folder.empty() ? "." : folder, enough_names);
  const std::vector<std::string_view> known(names.begin(), names.end());
  return did_you_mean(std::filesystem::path(path).filename().string(), known);
}

/// Refuses compressed tars: members of these can be read only from the front.
void refuse_compressed_tars(const NamedPaths& named) {
  for (const auto* const paths : {&named.paths, &named.list}) {
    const auto found = std::ranges::find_if(*paths, io::is_compressed_tar_name);
    if (found == paths->end() || io::is_folder(*found)) continue;
    throw Error(Reason::usage, escape(*found) +
                                   " is compressed, so its members cannot be read by position; "
                                   "uncompress it (gunzip, zstd -d, unxz) and name the tar");
  }
}

/// NeMo writes _OP_ and _CL_ for braces, which a shell would take.
std::string with_braces(std::string path) {
  for (const auto& [word, brace] : {std::pair{"_OP_", "{"}, std::pair{"_CL_", "}"}}) {
    for (auto at = path.find(word); at != std::string::npos; at = path.find(word, at)) {
      path.replace(at, std::string_view(word).size(), brace);
    }
  }
  return path;
}

}  // namespace

NamedPaths named_paths(const Job& job) {
  NamedPaths named;
  for (const auto& path : job.paths) {
    const auto several = with_braces(path);
    const bool may_be_several = several.find('{') != std::string::npos && io::is_missing(path);
    for (auto& each : may_be_several ? expand_braces(several) : std::vector<std::string>{path}) {
      named.paths.push_back(std::move(each));
    }
  }
  for (const auto& path : named.paths) {
    if (!io::is_missing(path)) continue;
    throw Error(Reason::not_found, "no such file or folder: " + escape(path) + hint_for(path));
  }
  for (const auto& path : named.paths) named.are_folders.push_back(io::is_folder(path));
  if (!job.files_from.empty()) {
    named.list = io::read_list(job.files_from, job.files_from_null ? '\0' : '\n');
  }
  if (!is_map(job)) refuse_compressed_tars(named);
  return named;
}

std::string folder_as_base(const std::string& folder) {
  auto path = io::lexical_path(folder, io::working_folder());
  if (!path.ends_with('/')) path.push_back('/');
  return path;
}

std::string base_of_files(const NamedPaths& named, const Job& job) {
  const auto here = io::working_folder();
  io::CommonFolder common;
  for (std::size_t i = 0; i < named.paths.size(); ++i) {
    if (!named.are_folders[i]) common.hold(io::lexical_path(named.paths[i], here));
  }
  for (const auto& path : named.list) common.hold(io::lexical_path(path, here));
  if (job.base.empty()) return common.path();
  if (!common.path().empty()) return folder_as_base(job.base);
  throw Error(Reason::usage,
              "--base applies to files and lists, but none is named: leave it out, since a "
              "folder is the base of its files");
}

}  // namespace mpietl::job
