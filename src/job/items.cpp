#include "mpietl/job/items.hpp"

#include <filesystem>
#include <unordered_set>

#include "job/collisions.hpp"
#include "job/tones.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/io/discover.hpp"

namespace mpietl::job {

namespace {

namespace fs = std::filesystem;

/// NAME.ext becomes NAME<suffix>.ext.
std::string with_suffix(const fs::path& path, const std::string& suffix) {
  const fs::path name = path.stem().string() + suffix + path.extension().string();
  return (path.parent_path() / name).string();
}

bool carries_suffix(const std::string& path, const std::string& suffix) {
  return !suffix.empty() && fs::path(path).stem().string().ends_with(suffix);
}

/// The folder with links resolved, and a slash behind it.
std::string resolved_folder(const fs::path& folder) {
  const std::string inside = io::resolved((folder / "x").string());
  return inside.substr(0, inside.size() - 1);
}

/// Collects the items of a job in the order in which inputs are named.
class Lister {
 public:
  explicit Lister(const Job& job) : job_(job) {}

  void add_path(const std::string& path) {
    if (io::is_folder(path)) {
      add_folder(path);
    } else {
      add_file(path);
    }
  }

  void add_file(const std::string& path) {
    const bool beside = job_.output_dir.empty();
    const fs::path output = beside ? fs::path(path) : job_.output_dir / fs::path(path).filename();
    add({-1, path, with_suffix(output, job_.suffix), path, io::file_bytes(path)});
  }

  std::vector<Item> take() { return std::move(items_); }

 private:
  void add_folder(const std::string& folder) {
    const fs::path target = job_.output_dir.empty() ? folder : job_.output_dir;
    const std::string input_root = resolved_folder(folder);
    const std::string output_root = resolved_folder(target);
    for (const auto& relative : io::audio_files_below(folder)) {
      const bool is_among_outputs = (input_root + relative).starts_with(output_root);
      const bool is_output = output_root != input_root || carries_suffix(relative, job_.suffix);
      if (is_among_outputs && is_output) continue;
      std::string input = (fs::path(folder) / relative).string();
      const auto bytes = io::file_bytes(input);
      add({-1, std::move(input), with_suffix(target / relative, job_.suffix), relative, bytes});
    }
  }

  void add(Item item) {
    item.index = static_cast<std::int64_t>(items_.size());
    // Two folders may hold files of one relative name; they must not get the same noise. No path
    // has a NUL in it.
    if (!identities_.insert(item.identity).second) item.identity = '\0' + item.input;
    items_.push_back(std::move(item));
  }

  const Job& job_;
  std::vector<Item> items_;
  std::unordered_set<std::string> identities_;
};

[[noreturn]] void no_input(const Job& job) {
  std::string text = "no audio files";
  if (job.paths.empty() && job.files_from.empty()) {
    text += ": name files or folders, or a list with --files-from";
  } else {
    text += " in";
    for (const auto& path : job.paths) text += " " + escape(path);
    if (!job.files_from.empty()) text += " the list " + escape(job.files_from);
    text += "; of a folder, files with an audio extension and without the suffix are taken";
  }
  throw Error(Reason::usage, text);
}

}  // namespace

std::vector<Item> list_items(const Job& job) {
  Lister lister(job);
  for (const auto& path : job.paths) lister.add_path(path);
  if (!job.files_from.empty()) {
    for (const auto& path : io::read_list(job.files_from, job.files_from_null ? '\0' : '\n'))
      lister.add_file(path);
  }
  if (job.generate && job.paths.empty() && job.files_from.empty()) {
    for (const auto& path : tone_paths(*job.generate)) lister.add_file(path);
  }
  auto items = lister.take();
  if (items.empty()) no_input(job);
  refuse_collisions(items);
  return items;
}

}  // namespace mpietl::job
