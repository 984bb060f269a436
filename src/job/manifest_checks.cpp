#include "job/manifest_checks.hpp"

#include <algorithm>
#include <filesystem>
#include <unordered_set>

#include "job/named_paths.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/io/files/folder.hpp"
#include "mpietl/io/files/paths.hpp"

namespace mpietl::job {

namespace {

namespace fs = std::filesystem;

}  // namespace

void require_names_in_utf8(const Job& job, const Manifest& manifest) {
  const auto folder = io::absolute_path(job.output_dir);
  if (manifest.kind() == ManifestKind::kaldi || is_utf8(folder + job.suffix)) return;
  throw Error(Reason::usage,
              "a JSON manifest can name files only in UTF-8; choose another --output-dir or "
              "--suffix than " +
                  escape(folder) + " and " + escape(job.suffix));
}

void refuse_other_form(const Job& job, const Manifest& manifest) {
  if (!is_metadata_name(job.output_manifest) || job.window || !job.segments.empty() ||
      manifest.kind() == ManifestKind::audiofolder) {
    return;
  }
  throw Error(Reason::usage, escape(job.output_manifest) +
                                 " is a name for metadata of Hugging Face, but the manifest of the "
                                 "outputs is of the kind of " +
                                 escape(job.manifest) +
                                 "; choose another name with --output-manifest");
}

void refuse_commands(const Job& job, const Manifest& manifest) {
  if (job.allow_commands) return;
  const auto& entries = manifest.entries();
  const auto is_command = [](const ManifestEntry& entry) {
    return entry.place.kind == InputKind::command;
  };
  const auto first = std::ranges::find_if(entries, is_command);
  if (first == entries.end()) return;
  throw Error(Reason::usage, escape(job.manifest) + ":" + std::to_string(first->line + 1) + ": '" +
                                 escape(first->path) + "' is one of " +
                                 std::to_string(std::ranges::count_if(entries, is_command)) +
                                 " commands in the manifest; check them, then run them with "
                                 "--allow-commands");
}

std::size_t unlisted_files(const Job& job, const Manifest& manifest,
                           const FileSystem& file_system) {
  if (manifest.kind() != ManifestKind::audiofolder || job.manifest == "-") return 0;
  auto folder = fs::path(job.manifest).parent_path().string();
  if (folder.empty()) folder = ".";
  std::unordered_set<std::string> listed;
  for (const auto& entry : manifest.entries()) {
    listed.insert(fs::path(entry.path).lexically_normal().string());
  }
  const auto outputs = job.output_dir.empty() ? std::string() : folder_as_base(job.output_dir);
  const auto base = folder_as_base(folder);
  std::size_t count = 0;
  io::walk([&](const auto& folders) { return file_system.list(folder, {}, folders); },
           [&](const std::string& relative) {
             const bool is_output = !outputs.empty() && (base + relative).starts_with(outputs);
             if (!is_output && !listed.contains(relative)) ++count;
           });
  return count;
}

}  // namespace mpietl::job
