#include "app/sweep.hpp"

#include <filesystem>
#include <functional>
#include <set>
#include <string>
#include <system_error>
#include <vector>

#include "app/output_manifest.hpp"
#include "app/shared_folders.hpp"
#include "mpietl/core/atomic_file.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/report/file.hpp"

namespace mpietl::app {

namespace {

namespace fs = std::filesystem;

void remove_file(const fs::path& path) {
  std::error_code error;
  if (!fs::is_directory(fs::symlink_status(path, error))) fs::remove(path, error);
}

/// The folders of `count` outputs, each once.
std::set<std::string> folders_of(std::size_t count,
                                 const std::function<std::string(std::size_t)>& output) {
  std::set<std::string> folders;
  std::string last;
  for (std::size_t i = 0; i < count; ++i) {
    auto folder = fs::path(output(i)).parent_path().string();
    if (i > 0 && folder == last) continue;  // most stand behind others of their folder
    last = folder;
    folders.insert(std::move(folder));
  }
  return folders;
}

std::vector<fs::path> temporary_files_in(const fs::path& folder,
                                         const std::set<std::string>& run_ids) {
  std::vector<fs::path> found;
  std::error_code error;
  fs::directory_iterator entry(folder.empty() ? "." : folder, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    const auto run_id = run_id_of(entry->path().filename().string());
    if (run_id && run_ids.contains(*run_id)) found.push_back(entry->path());
  }
  return found;
}

void remove_temporary_files(const std::set<std::string>& folders,
                            const std::set<std::string>& run_ids) {
  for (const auto& folder : folders) {
    for (const auto& file : temporary_files_in(folder, run_ids)) remove_file(file);
  }
}

}  // namespace

void remove_leftovers(const job::Job& job, const job::ItemList& items,
                      const std::vector<journal::PastRun>& runs) {
  const auto manifest = output_manifest_path(job);
  std::set<std::string> dead;
  for (const auto& past : runs) {
    if (past.seems_alive) continue;
    const auto& id = *dead.insert(past.run.id).first;
    remove_file(report::temporary_name_of(job.report, id));
    remove_file(report_probe(job, id));
    if (!items.empty()) remove_file(output_probe(job, items, id));
    if (!manifest.empty()) remove_file(TemporaryNames(id).beside(manifest, "manifest"));
  }
  if (dead.empty()) return;
  remove_temporary_files(folders_of(items.size(), [&](std::size_t i) { return items.output(i); }),
                         dead);
}

void remove_leftovers(const std::string& report, const std::vector<Record>& files,
                      const std::vector<journal::PastRun>& runs) {
  std::set<std::string> dead;
  for (const auto& past : runs) {
    if (past.seems_alive) continue;
    dead.insert(past.run.id);
    remove_file(report::temporary_name_of(report, past.run.id));
  }
  if (dead.empty()) return;
  const auto output = [&](std::size_t i) { return unescape(files[i].output); };
  remove_temporary_files(folders_of(files.size(), output), dead);
}

}  // namespace mpietl::app
