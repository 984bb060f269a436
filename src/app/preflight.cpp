#include "app/preflight.hpp"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <set>

#include "app/dry_run.hpp"
#include "app/list_warnings.hpp"
#include "app/run_report.hpp"
#include "app/segment.hpp"
#include "mpietl/core/atomic_file.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/io/files/file_system.hpp"
#include "mpietl/io/files/paths.hpp"
#include "mpietl/job/command.hpp"
#include "mpietl/job/forecast.hpp"
#include "mpietl/job/found_segments.hpp"
#include "mpietl/job/shard.hpp"
#include "mpietl/report/hdf5/file.hpp"

namespace mpietl::app {

namespace {

namespace fs = std::filesystem;

/// A file that is written next to the outputs, and the option that names it.
struct SideFile {
  std::string what;
  std::string path;
  std::string option;
};

void refuse_impossible_place(const SideFile& file, const job::Job& job) {
  const auto folder = fs::path(file.path).parent_path().string();
  const bool will_be_made = !job.output_dir.empty() &&
                            fs::path(folder).lexically_normal() ==
                                (fs::path(job.output_dir) / "").parent_path().lexically_normal();
  if (!folder.empty() && !will_be_made && !io::is_folder(folder)) {
    throw Error(Reason::usage,
                "the folder of the " + file.what + " does not exist: " + escape(folder));
  }
  if (io::is_folder(file.path)) {
    throw Error(Reason::usage, "the " + file.what +
                                   " cannot be stored under the name of a folder: " +
                                   escape(file.path) + "; name a file in it with " + file.option);
  }
  if (!io::may_be_replaced(file.path)) {
    throw Error(Reason::usage, "the " + file.what + " is not a regular file: " + escape(file.path));
  }
}

[[noreturn]] void refuse_replacing(const SideFile& file, const std::string& other) {
  throw Error(Reason::usage,
              "the " + file.what + " would replace " + other + "; choose another " + file.option);
}

void refuse_replacing_audio(const SideFile& file, const job::ItemList& items) {
  const std::string real = io::resolved(file.path);
  const std::string name = fs::path(file.path).filename().string();
  const auto is_it = [&](const std::string& path) {
    return path.ends_with(name) && io::resolved(path) == real;
  };
  for (std::size_t i = 0; i < items.size(); ++i) {
    const bool is_input = std::ranges::any_of(items.files(i), is_it);
    if (!is_input && !is_it(items.output(i))) continue;
    refuse_replacing(file, "the audio file " + escape(file.path));
  }
}

/// Refuses at the start what would fail at the end: a file that cannot be written, or that would
/// replace an input or output.
void check(const SideFile& file, const RunRequest& request, const job::Job& job,
           const job::ItemList& items) {
  refuse_impossible_place(file, job);
  for (const auto& other : {request.job_file, job.files_from, job.manifest, job.segments}) {
    if (other.empty() || io::resolved_through(other) != io::resolved_through(file.path)) continue;
    refuse_replacing(file, escape(other));
  }
  refuse_replacing_audio(file, items);
}

/// Makes the output folder, so that errors show before the work. Must come last.
void try_to_store(const job::Job& job) {
  if (!job.output_dir.empty()) make_folders(job.output_dir);
  const TemporaryNames names;
  for (const auto& path : {job.report, output_manifest_path(job), job.output_segments}) {
    if (!path.empty()) const AtomicFile trial({path, names.temporary_path(path, "trial")});
  }
}

/// Refuses folders in which outputs cannot be written, since all items would fail one by one.
void refuse_folders_without_permission(const job::Job& job, const job::ItemList& items) {
  if (!job::makes_outputs(job)) return;
  constexpr std::size_t enough_folders = 100;
  std::set<std::string> folders;
  for (std::size_t i = 0; i < items.size() && folders.size() < enough_folders; ++i) {
    const auto output = items.output(i);
    const auto folder = output.substr(0, output.rfind('/') + 1);
    const bool is_new = folders.insert(folder).second;
    if (is_new && io::may_write_in(io::existing_folder(folder.empty() ? "." : folder))) return;
  }
  if (folders.empty()) return;
  const auto& folder = job.output_dir.empty() ? *folders.begin() : job.output_dir;
  throw Error(Reason::usage, "no permission to write outputs in " +
                                 escape(folder.empty() ? "." : folder) +
                                 "; name another folder with --output-dir");
}

/// Refuses to replace the report of another shard.
void refuse_report_of_other_shard(const job::Job& job) {
  if (!job.shard || job.resume || io::file_bytes(job.report) < 0) return;
  const auto shard = shard_of_report(job.report);
  if (shard.empty() || shard == job::to_text(job.shard)) return;
  throw Error(Reason::usage,
              escape(job.report) + " is the report of shard " + escape(shard) +
                  ", which the report of shard " + job::to_text(job.shard) +
                  " would replace; give each shard its own --report, or leave the option out");
}

void check_side_files(const RunRequest& request, const job::Job& job, const job::ItemList& items) {
  check({"report", job.report, "--report"}, request, job, items);
  report::refuse_replacing_others(job.report);
  refuse_report_of_other_shard(job);
  if (job::is_segment(job)) {
    check({"list of segments", job.output_segments, "--output-segments"}, request, job, items);
  }
  const auto manifest = output_manifest_path(job);
  if (manifest.empty()) return;
  check({"manifest of the outputs", manifest, "--output-manifest"}, request, job, items);
  if (io::resolved(manifest) == io::resolved(job.report)) {
    throw Error(Reason::usage, "the report and the manifest of the outputs are the same file: " +
                                   escape(manifest) + "; choose another --report");
  }
}

/// Names in metadata of Hugging Face are those of files below its folder.
void refuse_outputs_elsewhere(const job::Job& job, const job::Listing& listing) {
  const auto is_metadata =
      listing.manifest && listing.manifest->kind() == job::ManifestKind::audiofolder;
  if (!is_metadata || !job::makes_outputs(job)) return;
  const auto here = io::working_folder();
  const auto folder = folder_of_metadata(job);
  for (std::size_t i = 0; i < listing.items.size(); ++i) {
    const auto output = listing.items.output(i);
    if (io::below(folder, io::lexical_path(output, here))) continue;
    throw Error(Reason::usage, "metadata of Hugging Face names files below its own folder, and " +
                                   escape(output) + " is not below " + escape(folder) +
                                   "; put --output-manifest into the folder of the outputs");
  }
}

/// Refuses an output folder that is a file, or would be below one.
void check_output_folder(const job::Job& job) {
  if (job.output_dir.empty()) return;
  for (auto path = fs::path(job.output_dir); path.has_relative_path(); path = path.parent_path()) {
    if (io::file_status(path.string()).bytes < 0) continue;
    throw Error(Reason::usage, escape(path.string()) +
                                   " is a file, so it cannot hold outputs; choose another "
                                   "--output-dir");
  }
}

/// Size of outputs that are `growth` times as large as their inputs.
job::Outputs grown(const job::ItemList& items, double growth) {
  return {items, [&items, growth](std::size_t index) {
            return static_cast<std::int64_t>(growth * static_cast<double>(items.bytes(index)));
          }};
}

/// In a dry run, missing tones count as if they existed.
void count_missing_tones(const job::Job& job, job::ItemList& items) {
  std::size_t missing = 0;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (items.bytes(i) >= 0) continue;
    items.set_status(i, {job::tone_bytes(*job.generate), false});
    ++missing;
  }
  if (missing == 0) return;
  std::printf("%zu tones would be made in %s first\n", missing, escape(job.generate->dir).c_str());
}

void take_shard(const job::Job& job, job::Listing& listing) {
  job::keep_shard(listing, *job.shard);
  std::fprintf(stderr, "mpietl: shard %s: %zu of the %zu files of the list; the report is %s\n",
               job::to_text(job.shard).c_str(), listing.items.size(), listing.whole.items,
               escape(job.report).c_str());
}

}  // namespace

job::Listing list_job(const RunRequest& request, const job::Job& job,
                      const DistributedFiles& files) {
  auto listing = job::list_items(job, files.file_system);
  warn_of_list(request, job, listing);
  if (job.dry_run && job.generate) count_missing_tones(job, listing.items);
  check_output_folder(job);
  check_side_files(request, job, listing.items);
  refuse_outputs_elsewhere(job, listing);
  if (job.shard) take_shard(job, listing);
  if (job::is_segment(job)) check_segment_list(job, listing);
  return listing;
}

void check_room(const job::Job& job, const job::ItemList& items, const DistributedFiles& files) {
  if (job::is_map(job) || !job::makes_outputs(job))
    return;  // the outputs of commands are not known
  job::check_space({grown(items, growth_of(job, items, files))});
}

Replaced find_replaced(const job::Job& job, const job::ItemList& items,
                       const DistributedFiles& files) {
  if (job.resume) return {};
  return {count_existing_outputs(job, items, files), io::file_bytes(job.report) >= 0};
}

void make_output_folder(const job::Job& job, const job::ItemList& items) {
  refuse_folders_without_permission(job, items);
  try_to_store(job);
}

}  // namespace mpietl::app
