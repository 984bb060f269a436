#include "mpietl/job/items.hpp"

#include <algorithm>
#include <filesystem>
#include <span>
#include <utility>

#include "job/collisions.hpp"
#include "job/cut_list.hpp"
#include "job/lister.hpp"
#include "job/manifest_checks.hpp"
#include "job/named_paths.hpp"
#include "job/own_manifest.hpp"
#include "job/tarred_manifest.hpp"
#include "job/tones.hpp"
#include "job/windows.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/hash.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/io/files/file_system.hpp"
#include "mpietl/io/files/folder.hpp"
#include "mpietl/io/files/paths.hpp"
#include "mpietl/job/command.hpp"

namespace mpietl::job {

namespace {

namespace fs = std::filesystem;

using Texts = std::vector<std::string>;

/// The patterns that matched nothing (not marked in `used`), as they may have been typed.
std::vector<std::string> idle_patterns(const Job& job, const std::string& used) {
  std::vector<std::string> idle;
  const auto count = job.include.size() + job.exclude.size();
  for (std::size_t i = 0; i < count; ++i) {
    if (i < used.size() && used[i] == '1') continue;
    const bool is_include = i < job.include.size();
    idle.push_back(is_include ? "--include '" + escape(job.include[i]) + "'"
                              : "--exclude '" + escape(job.exclude[i - job.include.size()]) + "'");
  }
  return idle;
}

/// Why the folders that are named yield no inputs.
std::string why_none(const Job& job, const io::LeftOut& left_out) {
  const auto is_empty = [](const std::string& path) {
    return io::is_folder(path) && io::names_in(path, 1).empty();
  };
  if (!job.paths.empty() && std::ranges::all_of(job.paths, is_empty)) return ", which is empty";
  std::string text =
      job.include.empty()
          ? "; in folders, files with an audio extension are taken, but not with the suffix"
          : "; in folders, files that match --include are taken, but not with the suffix";
  if (!left_out.empty()) text += "; skipped were " + io::describe(left_out);
  if (left_out.contains("tar")) text += "; to read what is in tars, name them";
  return text;
}

[[noreturn]] void no_input(const Job& job, const io::LeftOut& left_out) {
  if (!names_inputs(job)) {
    throw Error(Reason::usage,
                "no inputs: name files or folders, a list with --files-from, or a --manifest");
  }
  std::string text = "no audio files in";
  for (const auto& path : job.paths) text += " " + escape(path);
  if (!job.files_from.empty()) text += " the list " + escape(job.files_from);
  if (!job.manifest.empty()) text += " the manifest " + escape(job.manifest);
  if (!job.segments.empty()) text += " the segments " + escape(job.segments);
  throw Error(Reason::usage, text + why_none(job, left_out));
}

[[noreturn]] void no_window(const WindowRests& rests) {
  throw Error(Reason::usage, "none of " + plural(rests.inputs, "input") +
                                 " is as long as a window; choose a shorter --window, or take "
                                 "them with --keep-last");
}

void require_folder_for_manifest(const Job& job) {
  if (!job.manifest.empty() && job.output_dir.empty() && makes_outputs(job)) {
    throw Error(Reason::usage,
                "a manifest needs a folder for its outputs: name one with --output-dir");
  }
  if (!job.segments.empty() && job.output_dir.empty() && makes_outputs(job)) {
    throw Error(Reason::usage,
                "segments need a folder for their outputs: name one with --output-dir");
  }
  if (job.window && job.output_dir.empty() && makes_outputs(job)) {
    throw Error(Reason::usage,
                "windows need a folder for their outputs: name one with --output-dir");
  }
}

std::int64_t files_in(const io::LeftOut& left_out) {
  std::uint64_t files = 0;
  for (const auto& [kind, count] : left_out) files += count;
  return static_cast<std::int64_t>(files);
}

WholeList described(const ItemList& items, const io::LeftOut& left_out) {
  Hasher hasher;
  for (std::size_t i = 0; i < items.size(); ++i) {
    std::string line = items.input(i) + '\0' + items.identity(i) + '\0';
    line += std::to_string(items.bytes(i)) + '\n';
    if (items.has_segments()) {
      line += to_text(items.segment(i)) + '\n';
    }
    hasher.add(line.data(), line.size());
  }
  return {items.size(), to_hex(hasher.value()), files_in(left_out)};
}

/// Adds inputs in the order in which they are named; consecutive files form one group.
void add_named(NamedPaths named, const Job& job, Lister& lister) {
  const auto texts = takes_texts(job) ? std::exchange(named.list, {}) : Texts{};
  const auto base = base_of_files(named, job);
  const std::span<const std::string> paths = named.paths;
  for (std::size_t i = 0; i < paths.size();) {
    const auto first = i;
    while (i < paths.size() && !named.are_folders[i]) ++i;
    if (i > first) lister.add_files(paths.subspan(first, i - first), base);
    if (i < paths.size()) lister.add_folder(paths[i++]);
  }
  if (!named.list.empty()) lister.add_files(named.list, base);
  if (!texts.empty()) lister.add_texts(texts);
}

/// Refuses inputs that are not complete files: a command takes the path of a file.
void refuse_parts(const ItemList& items) {
  if (items.has_segments()) {
    throw Error(Reason::usage,
                "the manifest names parts of files, but a command takes complete files: cut them "
                "first with mpietl run --manifest, then map the manifest of its outputs");
  }
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (items.kind(i) == InputKind::file) continue;
    throw Error(Reason::usage, escape(items.input(i)) +
                                   " is not a file that a command can read: convert it first with "
                                   "mpietl run, then map its outputs");
  }
}

/// The folder of relative paths in a manifest, or in segments that name files.
std::string folder_of_manifest(const Job& job) {
  const auto& list = job.manifest.empty() ? job.segments : job.manifest;
  return fs::path(list).parent_path().string();
}

/// Replaces the recordings by their segments.
void cut(const Job& job, Lister& lister, Listing& listing) {
  const auto* manifest = listing.manifest ? &*listing.manifest : nullptr;
  listing.manifest = cut_list(job, lister.named(), manifest, listing.segment_gaps);
  lister.clear();
}

/// Adds the tones. Their base is the folder above theirs, so that identities differ by folder.
void add_tones(const Tones& tones, Lister& lister) {
  lister.add_files(tone_paths(tones), folder_as_base(tones.dir + "/.."));
}

}  // namespace

bool names_inputs(const Job& job) {
  return !job.paths.empty() || !job.files_from.empty() || !job.manifest.empty() ||
         !job.segments.empty();
}

FileSystem local_file_system() {
  return {.list =
              [](const auto& root, const auto& filter, const auto& folders) {
                std::vector<io::Folder> listed;
                for (const auto& each : folders) {
                  listed.push_back(io::list_folder(root, each, filter));
                }
                return listed;
              },
          .list_tars =
              [](const auto& paths, const auto& choice) {
                std::vector<io::TarContent> listed;
                for (const auto& each : paths) listed.push_back(io::list_tar(each, choice));
                return listed;
              },
          .status =
              [](std::size_t count, const auto& path) {
                std::vector<io::FileStatus> found(count);
                for (std::size_t i = 0; i < count; ++i) found[i] = io::file_status(path(i));
                return found;
              },
          .lengths =
              [](const auto& stream, std::size_t count, const auto& item) {
                std::vector<InputLength> found;
                for (std::size_t i = 0; i < count; ++i) {
                  found.push_back(exact_length(item(i), stream));
                }
                return found;
              }};
}

Listing list_items(const Job& job, const FileSystem& file_system) {
  check_windows(job);
  require_folder_for_manifest(job);
  Listing listing;
  Lister lister(job, file_system);
  add_named(named_paths(job), job, lister);
  if (!job.manifest.empty()) {
    listing.manifest = read_manifest(job.manifest);
    if (!is_map(job)) refuse_commands(job, *listing.manifest);
    if (!is_map(job) && makes_outputs(job)) require_names_in_utf8(job, *listing.manifest);
    if (!is_map(job) && makes_outputs(job)) refuse_other_form(job, *listing.manifest);
    listing.unlisted = unlisted_files(job, *listing.manifest, file_system);
  }
  listing.left_out = lister.walked().left_out;
  listing.idle_patterns = idle_patterns(job, lister.walked().used);
  if (listing.manifest && is_of_tars(*listing.manifest, lister.named())) {
    listing.unlisted = join_with_tars(*listing.manifest, lister.named());
    lister.clear();
  }
  if (!job.segments.empty()) cut(job, lister, listing);
  if (listing.manifest) lister.add_manifest(*listing.manifest, folder_of_manifest(job));
  if (job.generate && !names_inputs(job)) add_tones(*job.generate, lister);
  if (job.window) {
    listing.window_rests = lister.cut_into_windows();
    listing.manifest.reset();
  }
  listing.items = lister.take();
  if (listing.items.empty() && listing.window_rests.inputs > 0) no_window(listing.window_rests);
  if (listing.items.empty()) no_input(job, listing.left_out);
  if (makes_own_manifest(job)) {
    listing.manifest = own_manifest(job, listing.items, lister.side_texts());
    require_names_in_utf8(job, *listing.manifest);
    for (const auto& [kind, count] : lister.side_texts().unused()) listing.left_out[kind] += count;
  }
  if (is_map(job)) refuse_parts(listing.items);
  if (makes_outputs(job)) refuse_collisions(listing.items, job.output_dir);
  listing.whole = described(listing.items, listing.left_out);
  return listing;
}

}  // namespace mpietl::job
