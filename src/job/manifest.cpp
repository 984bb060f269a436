#include "mpietl/job/manifest.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "job/manifest_line.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/io/discover.hpp"

namespace mpietl::job {

namespace {

void refuse_compressed(const std::string& text) {
  if (!text.starts_with("\x1F\x8B")) return;
  throw Error(Reason::usage, "it is compressed; use: zcat FILE | mpietl run --manifest - ...");
}

constexpr std::string_view blanks = " \t";

bool is_blank(std::string_view line) {
  return line.find_first_not_of(blanks) == std::string_view::npos;
}

bool is_json(std::string_view line) {
  const char first = line[line.find_first_not_of(blanks)];
  return first == '{' || first == '[';
}

/// The parts of a path that lead downwards.
std::filesystem::path downward(const std::string& path) {
  std::filesystem::path kept;
  for (const auto& part : std::filesystem::path(path).lexically_normal().relative_path()) {
    if (!part.empty() && part != ".." && part != ".") kept /= part;
  }
  return kept;
}

void refuse_nul(const std::string& text) {
  if (text.find('\0') == std::string::npos) return;
  throw Error(Reason::usage, "a name holds a NUL byte: " + escape(text));
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

/// What would make the manifest of the outputs another kind, when its line comes first there.
void refuse_other_kinds(std::string_view id) {
  for (const std::string_view begin : {"{", "[", "\xEF\xBB\xBF", "\x1F\x8B"}) {
    if (!id.starts_with(begin)) continue;
    throw Error(Reason::usage,
                "the id '" + escape(id) + "' must not begin with '" + escape(begin) + "'");
  }
}

}  // namespace

Manifest::Manifest(std::string text, std::string name)
    : text_(std::move(text)), name_(std::move(name)) {
  find_lines();
  std::size_t index = 0;
  try {
    refuse_compressed(text_);
    bool is_first = true;
    for (; index < lines_.size(); ++index) {
      if (is_blank(line(index))) continue;
      if (is_first) kind_ = is_json(line(index)) ? json_kind(line(index)) : ManifestKind::kaldi;
      is_first = false;
      parse_line(index);
    }
  } catch (const Error& error) {
    throw Error(Reason::usage,
                escape(name_) + ":" + std::to_string(index + 1) + ": " + error.what());
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

void Manifest::parse_line(std::size_t index) {
  std::vector<ManifestEntry> found;
  switch (kind_) {
    case ManifestKind::kaldi:
      found.push_back(parse_kaldi(line(index)));
      break;
    case ManifestKind::nemo:
      found.push_back(parse_nemo(line(index)));
      break;
    case ManifestKind::lhotse:
      found = parse_lhotse(line(index));
      break;
  }
  for (auto& entry : found) {
    entry.line = index;
    entries_.push_back(std::move(entry));
  }
}

std::string Manifest::of_outputs(const std::function<Record(std::size_t)>& record_of,
                                 const std::function<int(std::size_t)>& channels_out) const {
  std::string text;
  for (std::size_t i = 0; i < entries_.size();) {
    const auto index = entries_[i].line;
    auto end = i;
    while (end < entries_.size() && entries_[end].line == index) ++end;
    const auto first = std::exchange(i, end);
    std::vector<Record> mine;
    for (auto each = first; each < end; ++each) mine.push_back(record_of(each));
    const auto is_done = [](const Record& record) { return record.status == Status::done; };
    if (!std::ranges::all_of(mine, is_done)) continue;
    switch (kind_) {
      case ManifestKind::kaldi:
        text += kaldi_of_output(line(index), mine.front());
        break;
      case ManifestKind::nemo:
        text += nemo_of_output(line(index), mine.front());
        break;
      case ManifestKind::lhotse:
        text += lhotse_of_outputs(line(index), mine,
                                  [&](std::size_t each) { return channels_out(first + each); });
        break;
    }
    text += "\n";
  }
  return text;
}

Manifest read_manifest(const std::string& path) {
  return {io::read_text(path, "manifest"), path == "-" ? "standard input" : path};
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
  throw Error(Reason::usage, "'" + escape(path) + "' is no path of a file");
}

ManifestEntry parse_kaldi(std::string_view line) {
  line = trimmed(line);
  const auto id_end = line.find_first_of(blanks);
  const auto path =
      id_end == std::string_view::npos ? std::string_view{} : trimmed(line.substr(id_end));
  if (path.empty()) throw Error(Reason::usage, "a line must be '<id> <path>'");
  if (path.ends_with('|') || path.starts_with('|')) {
    throw Error(Reason::usage, "'" + escape(path) +
                                   "' is a command, not a file; run it, store what it prints, and "
                                   "name that file");
  }
  refuse_other_kinds(line.substr(0, id_end));
  ManifestEntry entry;
  entry.path = path;
  entry.output_name = safe_name(std::string(line.substr(0, id_end)));
  if (entry.path.find('\0') != std::string::npos) {
    throw Error(Reason::usage, "a path holds a NUL byte: " + escape(entry.path));
  }
  return entry;
}

std::string kaldi_of_output(std::string_view line, const Record& record) {
  line = trimmed(line);
  return std::string(line.substr(0, line.find_first_of(blanks))) + " " + unescape(record.output);
}

}  // namespace mpietl::job
