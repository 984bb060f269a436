#include "job/named_paths.hpp"

#include "mpietl/core/error.hpp"
#include "mpietl/io/discover.hpp"
#include "mpietl/io/paths.hpp"

namespace mpietl::job {

NamedPaths named_paths(const Job& job) {
  NamedPaths named;
  named.paths = job.paths;
  for (const auto& path : job.paths) named.are_folders.push_back(io::is_folder(path));
  if (job.files_from.empty()) return named;
  named.list = io::read_list(job.files_from, job.files_from_null ? '\0' : '\n');
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
              "--base is for files and lists, of which none is named: a folder is "
              "the base of what is in it");
}

}  // namespace mpietl::job
