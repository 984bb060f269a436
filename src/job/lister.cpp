#include "job/lister.hpp"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <utility>

#include "job/manifest_line.hpp"
#include "job/manifest_paths.hpp"
#include "job/own_manifest.hpp"
#include "job/several_files.hpp"
#include "job/windows.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/io/audio/output_format.hpp"
#include "mpietl/io/files/file_system.hpp"
#include "mpietl/job/command.hpp"

namespace mpietl::job {

namespace {

namespace fs = std::filesystem;

bool carries_suffix(const std::string& path, const std::string& suffix) {
  return !suffix.empty() && fs::path(path).stem().string().ends_with(suffix);
}

/// The folder with links resolved and a slash at the end.
std::string resolved_folder(const fs::path& folder) {
  const std::string inside = io::resolved((folder / "x").string());
  return inside.substr(0, inside.size() - 1);
}

[[noreturn]] void refuse_base(const std::string& file, const std::string& base) {
  throw Error(Reason::usage, escape(file) + " is not below " + escape(base) +
                                 "; name a folder above all files with --base, or leave --base "
                                 "out");
}

/// The input of an entry whose file is at `found`. Of several files, the others are in the same
/// place as the first: beside the manifest, or in the home folder.
std::string moved_input(const std::string& input, const InputPlace& place,
                        const std::string& found) {
  const auto first = input.substr(0, place.path_bytes);
  if (place.kind == InputKind::file) return found;
  if (place.kind != InputKind::files) return found + input.substr(first.size());
  const bool is_beside = found.ends_with("/" + first);
  const auto folder = found.substr(0, found.size() - first.size() + (is_beside ? 0 : 1));
  auto paths = several_files(input);
  for (auto& path : paths) {
    if (path.starts_with('/') || (!is_beside && !path.starts_with("~/"))) continue;
    path.replace(0, is_beside ? 0 : 1, folder);
  }
  return text_of_files(paths);
}

}  // namespace

void Lister::add_folder(const std::string& folder) {
  Naming naming = naming_of_outputs();
  naming.input_folder = folder;
  items_.begin_group(naming);
  const std::string input_root = resolved_folder(folder);
  const std::string output_root =
      job_.output_dir.empty() ? input_root : resolved_folder(job_.output_dir);
  // When outputs go to the folder itself or one above, only their names differ from inputs.
  const bool goes_above = input_root.starts_with(output_root);
  const bool has_outputs = makes_outputs(job_);
  const io::NameFilter filter{job_.include, job_.exclude};
  const auto walked =
      io::walk([&](const auto& folders) { return file_system_.list(folder, filter, folders); },
               [&](const std::string& relative) {
                 const bool is_among_outputs = (input_root + relative).starts_with(output_root);
                 const bool is_output =
                     has_outputs && (!goes_above || carries_suffix(relative, job_.suffix));
                 if (!is_among_outputs || !is_output) items_.add(relative);
               });
  io::merge(walked_, walked.left_out, walked.used);
}

void Lister::add_files(std::span<const std::string> paths, const std::string& base) {
  const auto is_tar = [&](const std::string& path) {
    return !is_map(job_) && io::is_tar_name(path);
  };
  std::vector<std::string> tars;
  std::ranges::copy_if(paths, std::back_inserter(tars), is_tar);
  std::vector<io::TarContent> contents;
  if (!tars.empty() && job_.output_dir.empty() && makes_outputs(job_)) {
    throw Error(Reason::usage, "a tar needs an output folder: name one with --output-dir");
  }
  if (!tars.empty())
    contents = file_system_.list_tars(tars, {{job_.include, job_.exclude}, takes_side_texts(job_)});
  auto content = contents.begin();
  bool is_in_group = false;
  for (const auto& path : paths) {
    const auto absolute = io::lexical_path(path, here_);
    const auto place = io::below(base, absolute);
    if (!place) refuse_base(path, base);
    if (is_tar(path)) {
      add_tar(path, std::string(*place), *content++);
      is_in_group = false;
      continue;
    }
    if (!is_in_group) items_.begin_group(naming_of_outputs());
    is_in_group = true;
    items_.add(path, *place);
  }
}

/// Adds the members of a tar below a folder of its name, then a row for the part that is
/// unreadable.
void Lister::add_tar(const std::string& path, const std::string& place,
                     const io::TarContent& content) {
  auto naming = naming_of_outputs();
  naming.input_folder = path;
  items_.begin_group(std::move(naming));
  const auto folder = without_extension(place) + "/";
  for (std::size_t i = 0; i < content.members.size(); ++i) {
    const auto& [name, bytes] = content.members[i];
    items_.add(
        name, folder + name,
        {InputKind::member, static_cast<std::uint32_t>(path.size()), bytes.begin, bytes.size});
    const auto fault = content.faults.find(i);
    if (fault != content.faults.end()) items_.set_fault(fault->second);
  }
  if (!content.fault.empty()) {
    items_.begin_group(naming_of_outputs());
    items_.add(path, place);
    items_.set_fault(content.fault);
  }
  const auto inside = path + "/";
  for (const auto& [name, text] : content.texts) side_texts_.add(inside + name, text);
  io::merge(walked_, content.left_out, content.used);
}

void Lister::add_texts(std::span<const std::string> texts) {
  auto naming = naming_of_outputs();
  naming.is_text = true;
  items_.begin_group(std::move(naming));
  first_text_ = items_.size();
  texts_ = texts.size();
  for (const auto& text : texts) items_.add(text);
}

void Lister::add_manifest(const Manifest& manifest, const std::string& folder) {
  auto naming = naming_of_outputs();
  naming.is_named_by_id = true;
  items_.begin_group(std::move(naming));
  const auto moved = paths_elsewhere(manifest, folder, file_system_);
  for (std::size_t i = 0; i < manifest.entries().size(); ++i) {
    const auto& entry = manifest.entries()[i];
    auto path = entry.path;
    auto place = entry.place;
    if (const auto found = moved.find(i); found != moved.end()) {
      path = moved_input(path, place, found->second);
      place.path_bytes = static_cast<std::uint32_t>(found->second.size());
    }
    items_.add(path, entry.output_name, place);
    if (entry.segment) items_.set_segment(*entry.segment);
  }
}

WindowRests Lister::cut_into_windows() {
  const auto whole = std::exchange(items_, {});
  const auto lengths = file_system_.lengths(job_.audio_stream, whole.size(),
                                            [&](std::size_t index) { return whole[index]; });
  auto naming = naming_of_outputs();
  naming.is_named_by_id = true;
  items_.begin_group(std::move(naming));
  WindowRests rests;
  for (std::size_t i = 0; i < whole.size(); ++i) add_windows(whole, i, lengths[i], rests);
  return rests;
}

void Lister::add_windows(const ItemList& whole, std::size_t index, const InputLength& length,
                         WindowRests& rests) {
  const auto path = whole.input(index);
  const auto name = whole.output_name(index);
  const auto part = whole.segment(index);
  const auto add_whole = [&](const std::string& fault) {
    items_.add(path, name, whole.input_place(index));
    items_.set_segment(part);
    if (!fault.empty()) items_.set_fault(fault);
  };
  const double seconds = static_cast<double>(length.frames) / std::max(1, length.sample_rate);
  if (length.frames < 0) {
    return add_whole(length.fault.empty() ? "it does not tell how long it is" : length.fault);
  }
  if (part.offset_seconds > 0.0 && part.offset_seconds >= seconds) return add_whole({});
  try {
    const auto windows = windows_of(part, length, job_);
    for (const auto& window : windows.parts) {
      items_.add(path, part_name(name, "", window), whole.input_place(index));
      items_.set_segment(window);
    }
    if (windows.rest_seconds > 0.0 || windows.parts.empty()) ++rests.inputs;
    if (windows.parts.empty()) ++rests.without_window;
    rests.seconds += windows.rest_seconds;
  } catch (const Error& error) {
    add_whole(error.what());
  }
}

ItemList Lister::take() {
  const auto rows = rows_of_files();
  const auto statuses =
      file_system_.status(rows.size(), [&](std::size_t i) { return items_.file(rows[i]); });
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto end = i + 1 < rows.size() ? rows[i + 1] : items_.size();
    for (auto row = rows[i]; row < end; ++row) {
      if (row == rows[i] || items_.is_of_file_before(row)) items_.set_status(row, statuses[i]);
    }
  }
  examine_several_files();
  items_.estimate_bytes_in_arks();
  items_.make_identities_unique();
  return std::move(items_);
}

/// Sets size and time of inputs that are several files: those of all together.
void Lister::examine_several_files() {
  std::vector<std::size_t> rows;
  std::vector<std::string> paths;
  for (std::size_t row = 0; row < items_.size(); ++row) {
    if (items_.kind(row) != InputKind::files || items_.is_of_file_before(row)) continue;
    for (auto& path : items_.files(row)) {
      rows.push_back(row);
      paths.push_back(std::move(path));
    }
  }
  if (rows.empty()) return;
  const auto statuses = file_system_.status(paths.size(), [&](std::size_t i) { return paths[i]; });
  for (std::size_t i = 0; i < rows.size();) {
    const auto row = rows[i];
    auto all = statuses[i++];
    for (; i < rows.size() && rows[i] == row; ++i) {
      const bool are_there = all.bytes >= 0 && statuses[i].bytes >= 0;
      all.bytes = are_there ? all.bytes + statuses[i].bytes : -1;
      all.modified_ns = std::max(all.modified_ns, statuses[i].modified_ns);
      all.is_link = all.is_link || statuses[i].is_link;
    }
    items_.set_status(row, all);
    for (auto next = row + 1; next < items_.size() && items_.is_of_file_before(next); ++next) {
      items_.set_status(next, all);
    }
  }
}

std::vector<std::size_t> Lister::rows_of_files() const {
  std::vector<std::size_t> rows;
  rows.reserve(items_.size());
  for (std::size_t row = 0; row < items_.size(); ++row) {
    const bool is_text = row >= first_text_ && row < first_text_ + texts_;
    const bool is_file = items_.kind(row) != InputKind::command &&
                         items_.kind(row) != InputKind::files && !items_.is_of_file_before(row);
    if (is_text || !is_file) continue;
    rows.push_back(row);
  }
  return rows;
}

Naming Lister::naming_of_outputs() const {
  Naming naming;
  naming.output_folder = job_.output_dir;
  naming.suffix = job_.suffix;
  naming.extension = extension_of_outputs();
  naming.has_outputs = makes_outputs(job_);
  naming.keeps_extension = job_.keep_extension;
  return naming;
}

std::string Lister::extension_of_outputs() const {
  if (!is_map(job_)) return io::output_choice(job_.format, job_.subtype).extension;
  return job_.extension.starts_with('.') ? job_.extension.substr(1) : job_.extension;
}

}  // namespace mpietl::job
