#include "mpietl/job/items.hpp"

#include <filesystem>
#include <span>
#include <utility>

#include "job/collisions.hpp"
#include "job/manifest_paths.hpp"
#include "job/named_paths.hpp"
#include "job/tones.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/hash.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/io/audio/output_format.hpp"
#include "mpietl/io/files/file_system.hpp"
#include "mpietl/io/files/folder.hpp"
#include "mpietl/io/files/paths.hpp"
#include "mpietl/job/command.hpp"

namespace mpietl::job {

namespace {

namespace fs = std::filesystem;

using Texts = std::vector<std::string>;

bool carries_suffix(const std::string& path, const std::string& suffix) {
  return !suffix.empty() && fs::path(path).stem().string().ends_with(suffix);
}

/// The folder with links resolved, and a slash behind it.
std::string resolved_folder(const fs::path& folder) {
  const std::string inside = io::resolved((folder / "x").string());
  return inside.substr(0, inside.size() - 1);
}

[[noreturn]] void refuse_base(const std::string& file, const std::string& base) {
  throw Error(Reason::usage, escape(file) + " is not below " + escape(base) +
                                 "; name a folder that holds all files with --base, or leave the "
                                 "option out");
}

/// Collects the items of a job in the order in which inputs are named.
class Lister {
 public:
  Lister(const Job& job, const FileSystem& file_system) : job_(job), file_system_(file_system) {}

  void add_folder(const std::string& folder) {
    Naming naming = naming_of_outputs();
    naming.input_folder = folder;
    items_.begin_group(naming);
    const std::string input_root = resolved_folder(folder);
    const std::string output_root =
        job_.output_dir.empty() ? input_root : resolved_folder(job_.output_dir);
    // When outputs go to the folder itself or one above, their names tell them from inputs.
    const bool goes_above = input_root.starts_with(output_root);
    const io::NameFilter filter{job_.include, job_.exclude};
    const auto walked =
        io::walk([&](const auto& folders) { return file_system_.list(folder, filter, folders); },
                 [&](const std::string& relative) {
                   const bool is_among_outputs = (input_root + relative).starts_with(output_root);
                   const bool is_output = !goes_above || carries_suffix(relative, job_.suffix);
                   if (!is_among_outputs || !is_output) items_.add(relative);
                 });
    io::merge(walked_, walked.left_out, walked.used);
  }

  /// Files by their paths below `base`, an absolute folder with a slash behind it.
  void add_files(std::span<const std::string> paths, const std::string& base) {
    items_.begin_group(naming_of_outputs());
    for (const auto& path : paths) {
      const auto absolute = io::lexical_path(path, here_);
      const auto place = io::below(base, absolute);
      if (!place) refuse_base(path, base);
      items_.add(path, *place);
    }
  }

  /// Lines that need not be paths. Once.
  void add_texts(std::span<const std::string> texts) {
    auto naming = naming_of_outputs();
    naming.is_text = true;
    items_.begin_group(std::move(naming));
    first_text_ = items_.size();
    texts_ = texts.size();
    for (const auto& text : texts) items_.add(text);
  }

  void add_manifest(const Manifest& manifest) {
    auto naming = naming_of_outputs();
    naming.is_named_by_id = true;
    items_.begin_group(std::move(naming));
    const auto folder = fs::path(job_.manifest).parent_path().string();
    const auto moved = paths_elsewhere(manifest, folder, file_system_);
    for (std::size_t i = 0; i < manifest.entries().size(); ++i) {
      const auto& entry = manifest.entries()[i];
      const auto found = moved.find(i);
      items_.add(found == moved.end() ? entry.path : found->second, entry.output_name);
      if (entry.segment) items_.set_segment(*entry.segment);
    }
  }

  ItemList take() {
    const auto row = [this](std::size_t file) { return file < first_text_ ? file : file + texts_; };
    const auto statuses = file_system_.status(
        items_.size() - texts_, [&](std::size_t file) { return items_.input(row(file)); });
    for (std::size_t i = 0; i < statuses.size(); ++i) items_.set_status(row(i), statuses[i]);
    items_.make_identities_unique();
    return std::move(items_);
  }

  /// Of all folders.
  [[nodiscard]] const io::Walked& walked() const { return walked_; }

 private:
  [[nodiscard]] Naming naming_of_outputs() const {
    Naming naming;
    naming.output_folder = job_.output_dir;
    naming.suffix = job_.suffix;
    naming.extension = extension_of_outputs();
    naming.has_outputs = makes_outputs(job_);
    naming.keeps_extension = job_.keep_extension;
    return naming;
  }

  [[nodiscard]] std::string extension_of_outputs() const {
    if (!is_map(job_)) return io::output_choice(job_.format, job_.subtype).extension;
    return job_.extension.starts_with('.') ? job_.extension.substr(1) : job_.extension;
  }

  const std::string here_ = io::working_folder();
  const Job& job_;
  const FileSystem& file_system_;
  ItemList items_;
  io::Walked walked_;
  std::size_t first_text_ = 0;
  std::size_t texts_ = 0;
};

/// The patterns that are not marked in `used`, as they may have been typed.
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

[[noreturn]] void no_input(const Job& job, const io::LeftOut& left_out) {
  std::string text = "no audio files";
  if (!names_inputs(job)) {
    text += ": name files or folders, a list with --files-from, or a --manifest";
  } else {
    text += " in";
    for (const auto& path : job.paths) text += " " + escape(path);
    if (!job.files_from.empty()) text += " the list " + escape(job.files_from);
    if (!job.manifest.empty()) text += " the manifest " + escape(job.manifest);
    text += job.include.empty()
                ? "; of a folder, files with an audio extension and without the suffix are taken"
                : "; of a folder, files that --include names and without the suffix are taken";
    if (!left_out.empty()) text += "; left out were " + io::describe(left_out);
  }
  throw Error(Reason::usage, text);
}

void require_folder_for_manifest(const Job& job) {
  if (!job.manifest.empty() && job.output_dir.empty() && makes_outputs(job)) {
    throw Error(Reason::usage,
                "a manifest needs a folder for its outputs: name one with --output-dir");
  }
  if (!job.output_manifest.empty() && job.manifest.empty()) {
    throw Error(Reason::usage, "--output-manifest needs a --manifest to be made from");
  }
}

/// Told before the work rather than after it.
void require_names_in_utf8(const Job& job, const Manifest& manifest) {
  const auto folder = io::absolute_path(job.output_dir);
  if (manifest.kind() == ManifestKind::kaldi || is_utf8(folder + job.suffix)) return;
  throw Error(Reason::usage,
              "a JSON manifest can name files in UTF-8 only; choose another --output-dir or "
              "--suffix than " +
                  escape(folder) + " and " + escape(job.suffix));
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
      const auto part = items.segment(i);
      line += format_real(part.offset_seconds) + ' ' + format_real(part.duration_seconds) + '\n';
    }
    hasher.add(line.data(), line.size());
  }
  return {items.size(), to_hex(hasher.value()), files_in(left_out)};
}

/// In the order in which they are named; files that follow each other are one group.
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

/// A command is given files.
void refuse_parts(const ItemList& items) {
  if (!items.has_segments()) return;
  throw Error(Reason::usage,
              "the manifest names parts of files, which a command cannot be given: cut them first, "
              "with mpietl run --manifest, and map the manifest of its outputs");
}

/// Tones are told apart from those of another folder: the base is the one above theirs.
void add_tones(const Tones& tones, Lister& lister) {
  lister.add_files(tone_paths(tones), folder_as_base(tones.dir + "/.."));
}

}  // namespace

bool names_inputs(const Job& job) {
  return !job.paths.empty() || !job.files_from.empty() || !job.manifest.empty();
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
          .status =
              [](std::size_t count, const auto& path) {
                std::vector<io::FileStatus> found(count);
                for (std::size_t i = 0; i < count; ++i) found[i] = io::file_status(path(i));
                return found;
              }};
}

Listing list_items(const Job& job, const FileSystem& file_system) {
  require_folder_for_manifest(job);
  Listing listing;
  Lister lister(job, file_system);
  add_named(named_paths(job), job, lister);
  if (!job.manifest.empty()) {
    listing.manifest = read_manifest(job.manifest);
    if (!is_map(job)) require_names_in_utf8(job, *listing.manifest);
    lister.add_manifest(*listing.manifest);
  }
  if (job.generate && !names_inputs(job)) add_tones(*job.generate, lister);
  listing.items = lister.take();
  listing.left_out = lister.walked().left_out;
  listing.idle_patterns = idle_patterns(job, lister.walked().used);
  if (listing.items.empty()) no_input(job, listing.left_out);
  if (is_map(job)) refuse_parts(listing.items);
  if (makes_outputs(job)) refuse_collisions(listing.items, job.output_dir);
  listing.whole = described(listing.items, listing.left_out);
  return listing;
}

}  // namespace mpietl::job
