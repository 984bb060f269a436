#include "mpietl/job/manifest.hpp"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <utility>

#include "job/json.hpp"
#include "job/line_faults.hpp"
#include "job/manifest_line.hpp"
#include "job/metadata_csv.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/io/files/text_file.hpp"

namespace mpietl::job {

namespace {

constexpr std::string_view blanks = " \t";

bool is_blank(std::string_view line) {
  return line.find_first_not_of(blanks) == std::string_view::npos;
}

bool begins_with(std::string_view line, char first) {
  return line[line.find_first_not_of(blanks)] == first;
}

/// Why a text is not yet lines of a manifest, and how to convert it; empty if it is.
std::string other_layout(std::string_view first_line) {
  if (begins_with(first_line, '[')) {
    return "this is a JSON array, but a manifest has one object per line; use: jq -c '.[]' FILE | "
           "mpietl run --manifest - ...";
  }
  if (begins_with(first_line, '{') && ends_inside(first_line)) {
    return "this JSON object is incomplete, but a manifest has one object per line; if it "
           "continues "
           "on the next line, use: jq -c . FILE | mpietl run --manifest - ...";
  }
  return {};
}

/// The kind of manifest that a line of JSON belongs to; throws for an unknown kind.
ManifestKind json_kind(std::string_view line) {
  const Json object = parse_object(line);
  if (object.contains("audio_filepath")) return ManifestKind::nemo;
  if (object.contains("sources")) return ManifestKind::lhotse;
  if (object.contains("file_name")) return ManifestKind::audiofolder;
  if (object.contains("recording") || object.contains("tracks")) return ManifestKind::cuts;
  const auto type = object.find("type");
  if (type != object.end() && *type == "PaddingCut") return ManifestKind::cuts;
  throw Error(
      Reason::usage,
      "the line has none of \"audio_filepath\" (NeMo), \"sources\" and \"recording\" (Lhotse's "
      "recordings and cuts), and \"file_name\" (Hugging Face)");
}

/// A key that is unique for a file or a segment of it.
std::string key_of(const ManifestEntry& entry) {
  auto key = std::filesystem::path(entry.path).lexically_normal().string();
  if (entry.shard >= 0) key += '\0' + std::to_string(entry.shard);
  if (!entry.segment) return key;
  return key + '\0' + to_text(*entry.segment);
}

/// The path without the parts that lead to the root or upwards.
std::filesystem::path downward(const std::string& path) {
  std::filesystem::path kept;
  for (const auto& part : std::filesystem::path(path).lexically_normal().relative_path()) {
    if (!part.empty() && part != ".." && part != ".") kept /= part;
  }
  return kept;
}

}  // namespace

Manifest::Manifest(std::string text, std::string name)
    : text_(std::move(text)), name_(std::move(name)) {
  if (is_metadata_csv(text_)) text_ = json_of_metadata_csv(text_, name_);
  find_lines();
  std::size_t first = 0;
  while (first < lines_.size() && is_blank(line(first))) ++first;
  if (first == lines_.size()) return;
  LineFaults faults(name_);
  if (const auto why = other_layout(line(first)); !why.empty()) {
    faults.add(first, why);
    faults.refuse();
  }
  std::optional<ManifestKind> kind;
  if (!begins_with(line(first), '{')) kind = ManifestKind::kaldi;
  Seen seen;
  for (auto index = first; index < lines_.size(); ++index) {
    if (is_blank(line(index))) continue;
    try {
      if (!kind) kind = json_kind(line(index));
      kind_ = *kind;
      parse_line(index, seen);
    } catch (const Error& error) {
      faults.add(index, error.what());
    }
  }
  faults.refuse();
}

Manifest::Manifest(std::vector<ManifestEntry> entries) : entries_(std::move(entries)) {
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    const auto& entry = entries_[i];
    const auto text = entry.output_name + " " + entry.path;
    lines_.push_back({text_.size(), text.size(), i, 1});
    text_ += text + "\n";
  }
}

void Manifest::find_lines() {
  for (const auto line : io::text_lines(text_)) {
    lines_.push_back({static_cast<std::size_t>(line.data() - text_.data()), line.size()});
  }
}

std::string_view Manifest::line(std::size_t index) const {
  return std::string_view(text_).substr(lines_[index].begin, lines_[index].size);
}

std::vector<ManifestEntry> Manifest::entries_of(std::string_view line) const {
  switch (kind_) {
    case ManifestKind::kaldi:
      return {parse_kaldi(line)};
    case ManifestKind::nemo:
      return {parse_nemo(line)};
    case ManifestKind::lhotse:
      return parse_lhotse(line);
    case ManifestKind::cuts:
      return {parse_cut(line)};
    case ManifestKind::audiofolder:
      return {parse_audiofolder(line)};
  }
  return {};
}

void Manifest::parse_line(std::size_t index, Seen& seen) {
  auto found = entries_of(line(index));
  auto& parsed = lines_[index];
  parsed.first_entry = entries_.size();
  parsed.entries = found.size();
  if (kind_ == ManifestKind::nemo || kind_ == ManifestKind::audiofolder) {
    const auto [same, is_new] = seen.try_emplace(key_of(found.front()), entries_.size());
    parsed.first_entry = same->second;
    if (!is_new) return;
  }
  for (auto& entry : found) {
    entry.line = index;
    entries_.push_back(std::move(entry));
  }
}

void Manifest::set_place(std::size_t entry, std::string path, const InputPlace& place) {
  entries_[entry].path = std::move(path);
  entries_[entry].place = place;
}

std::string Manifest::of_outputs(const std::function<Record(std::size_t)>& record_of) const {
  std::string text;
  const auto is_done = [](const Record& record) { return record.status == Status::done; };
  for (std::size_t index = 0; index < lines_.size(); ++index) {
    const auto first = lines_[index].first_entry;
    std::vector<Record> records;
    for (std::size_t i = 0; i < lines_[index].entries; ++i) records.push_back(record_of(first + i));
    if (records.empty() || !std::ranges::all_of(records, is_done)) continue;
    switch (kind_) {
      case ManifestKind::kaldi:
        text += kaldi_of_output(line(index), records.front());
        break;
      case ManifestKind::nemo:
        text += nemo_of_output(line(index), records.front());
        break;
      case ManifestKind::lhotse:
        text += lhotse_of_outputs(line(index), records);
        break;
      case ManifestKind::cuts:
        text += cut_of_output(line(index), records.front());
        break;
      case ManifestKind::audiofolder:
        text += audiofolder_of_output(line(index), records.front());
        break;
    }
    text += "\n";
  }
  return text;
}

Manifest read_manifest(const std::string& path) {
  return {io::read_text(path, "manifest"), path == "-" ? "standard input" : path};
}

void refuse_nul(const std::string& text) {
  if (text.find('\0') == std::string::npos) return;
  throw Error(Reason::usage, "a name contains a NUL byte: " + escape(text));
}

std::string safe_name(const std::string& id) {
  refuse_nul(id);
  const std::filesystem::path path(id);
  bool is_safe = !id.empty() && !path.is_absolute() && !id.ends_with('/');
  for (const auto& part : path) is_safe = is_safe && part != "..";
  std::string name = downward(id).string();
  if (is_safe && !name.empty()) return name;
  throw Error(
      Reason::usage,
      "the id '" + escape(id) + "' cannot name an output: it must be a relative path without '..'");
}

std::string mirrored_name(const std::string& path) {
  refuse_nul(path);
  std::string name = downward(path).string();
  if (!name.empty() && !path.ends_with('/')) return name;
  throw Error(Reason::usage, "'" + escape(path) + "' is not the path of a file");
}

std::string without_extension(const std::string& name) {
  const auto slash = name.rfind('/');
  const auto first = slash == std::string::npos ? 0 : slash + 1;
  // A stem needs more than dots: "...wav" must not become "..".
  const auto letter = name.find_first_not_of('.', first);
  const auto dot = name.rfind('.');
  return dot == std::string::npos || dot < letter ? name : name.substr(0, dot);
}

}  // namespace mpietl::job
