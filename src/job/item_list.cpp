#include "mpietl/job/item_list.hpp"

#include <algorithm>
#include <cassert>
#include <map>

#include "job/collisions.hpp"
#include "job/several_files.hpp"
#include "mpietl/core/hash.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/io/files/paths.hpp"

namespace mpietl::job {

namespace {

/// A path from its parts, with one allocation: this is done millions of times.
std::string joined(const std::string& folder, std::string_view name, std::string_view suffix = {},
                   std::string_view dot = {}, std::string_view extension = {}) {
  std::string path;
  path.reserve(folder.size() + 1 + name.size() + suffix.size() + dot.size() + extension.size());
  path.append(folder);
  if (!folder.empty() && !folder.ends_with('/')) path.push_back('/');
  return path.append(name).append(suffix).append(dot).append(extension);
}

std::string_view last_part(std::string_view path) { return path.substr(path.rfind('/') + 1); }

/// Where the extension of a path begins, as in std::filesystem::path; the end if there is none.
std::size_t extension_at(std::string_view path) {
  const auto name = last_part(path);
  const auto dot = name.rfind('.');
  if (dot == std::string_view::npos || dot == 0 || name == "..") return path.size();
  return path.size() - name.size() + dot;
}

std::string output_of_text(const Naming& naming, std::string_view text) {
  std::string name(text);
  std::ranges::replace(name, '/', '_');
  const std::string_view dot = naming.extension.empty() ? "" : ".";
  return joined(naming.output_folder, name, naming.suffix, dot, naming.extension);
}

/// The entries of `map` whose rows are kept, under their new row numbers.
template <class Value>
std::unordered_map<std::size_t, Value> kept(std::unordered_map<std::size_t, Value>& map,
                                            const std::vector<std::size_t>& rows) {
  std::unordered_map<std::size_t, Value> kept;
  if (map.empty()) return kept;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto found = map.find(rows[i]);
    if (found != map.end()) kept[i] = std::move(found->second);
  }
  return kept;
}

}  // namespace

std::string file_of(const Item& item) {
  if (item.kind == InputKind::command) return {};
  return item.kind == InputKind::file ? item.input : item.input.substr(0, item.path_bytes);
}

audio::StreamId stream_of(const Item& item, std::uint64_t seed) {
  const auto hash = hash128(item.identity, seed);
  return {hash.low, hash.high};
}

std::string to_text(const Segment& segment) {
  auto text = format_real(segment.offset_seconds) + ' ' + format_real(segment.duration_seconds);
  if (segment.channel >= 0) text += ' ' + std::to_string(segment.channel);
  return text;
}

void ItemList::begin_group(Naming naming) { groups_.push_back(std::move(naming)); }

void ItemList::add(std::string_view name, std::string_view id, const InputPlace& place) {
  assert(!groups_.empty());
  Entry entry;
  entry.kind = place.kind;
  entry.path_bytes = place.path_bytes;
  entry.begin = place.begin;
  entry.bytes = place.bytes;
  entry.name_at = names_.size();
  entry.name_bytes = static_cast<std::uint32_t>(name.size());
  if (id.empty()) id = name;
  entry.id_bytes = static_cast<std::uint32_t>(id.size());
  entry.is_id_in_name = name.ends_with(id) || id.ends_with(name);
  entry.group = static_cast<std::uint32_t>(groups_.size() - 1);
  if (id.size() > name.size() && entry.is_id_in_name) {
    entry.name_at += id.size() - name.size();
    names_.append(id);
  } else {
    names_.append(name);
    if (!entry.is_id_in_name) names_.append(id);
  }
  entries_.push_back(entry);
}

void ItemList::set_segment(const Segment& segment) { segments_[entries_.size() - 1] = segment; }

void ItemList::set_fault(const std::string& why) { faults_[entries_.size() - 1] = why; }

void ItemList::set_status(std::size_t index, const io::FileStatus& status) {
  Entry& entry = entries_[index];
  entry.is_link = status.is_link;
  entry.modified_ns = status.modified_ns;
  if (entry.kind != InputKind::member) entry.bytes = status.bytes;
}

bool ItemList::is_of_file_before(std::size_t index) const {
  if (index == 0) return false;
  const Entry& entry = entries_[index];
  const Entry& before = entries_[index - 1];
  if (entry.kind != before.kind) return false;
  if (entry.kind == InputKind::file) {
    return entry.group == before.group && name(entry) == name(before);
  }
  if (entry.path_bytes != before.path_bytes) return false;
  if (entry.kind == InputKind::files) return input(index) == input(index - 1);
  const bool is_of_folder = entry.path_bytes == groups_[entry.group].input_folder.size();
  return (is_of_folder && entry.group == before.group) || file(index) == file(index - 1);
}

void ItemList::estimate_bytes_in_arks() {
  std::map<std::string, std::vector<std::size_t>> arks;
  for (std::size_t i = 0; i < size(); ++i) {
    if (kind(i) == InputKind::ark && entries_[i].bytes >= 0) arks[file(i)].push_back(i);
  }
  for (auto& [path, rows] : arks) {
    const auto begin_of = [&](std::size_t row) { return entries_[row].begin; };
    std::ranges::stable_sort(rows, std::ranges::greater(), begin_of);
    auto end = entries_[rows.front()].bytes;  // of the complete file
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (i > 0 && begin_of(rows[i - 1]) > begin_of(rows[i])) end = begin_of(rows[i - 1]);
      entries_[rows[i]].bytes = std::max<std::int64_t>(0, end - begin_of(rows[i]));
    }
  }
}

void ItemList::make_identities_unique() {
  // Names below one folder differ.
  if (groups_.size() == 1 && !groups_.front().input_folder.empty()) return;
  const auto key = [&](std::size_t i) { return std::string(id(entries_[i])); };
  const auto same = duplicates(sorted_hashes(size(), key), key);
  if (same.empty()) return;
  for (const auto& [first, later] : same) entries_[later].has_own_identity = true;
  const auto here = io::working_folder();
  io::CommonFolder common;
  for (std::size_t i = 0; i < size(); ++i) common.hold(io::lexical_path(input(i), here));
  common_folder_ = common.path();
}

void ItemList::keep_only(const std::vector<std::size_t>& rows) {
  std::vector<Entry> entries;
  std::vector<std::size_t> places;
  entries.reserve(rows.size());
  places.reserve(rows.size());
  for (const auto row : rows) {
    entries.push_back(entries_[row]);
    places.push_back(place(row).value);
  }
  entries_ = std::move(entries);
  places_ = std::move(places);
  segments_ = kept(segments_, rows);
  faults_ = kept(faults_, rows);
  is_part_ = true;
}

std::optional<std::size_t> ItemList::row_at(ListPlace place) const {
  if (!is_part_) return place.value < size() ? std::optional(place.value) : std::nullopt;
  const auto found = std::ranges::lower_bound(places_, place.value);
  if (found == places_.end() || *found != place.value) return std::nullopt;
  return static_cast<std::size_t>(found - places_.begin());
}

std::string_view ItemList::name(const Entry& entry) const {
  return std::string_view(names_).substr(entry.name_at, entry.name_bytes);
}

std::string_view ItemList::id(const Entry& entry) const {
  const auto behind = entry.name_at + entry.name_bytes;
  return std::string_view(names_).substr(entry.is_id_in_name ? behind - entry.id_bytes : behind,
                                         entry.id_bytes);
}

std::string ItemList::identity(std::size_t index) const {
  const Entry& entry = entries_[index];
  if (!entry.has_own_identity) return std::string(id(entry));
  if (groups_[entry.group].is_text) {
    return '\0' + std::to_string(place(index).value) + '\0' + std::string(id(entry));
  }
  const auto path = io::lexical_path(input(index), io::working_folder());
  auto text = '\0' + path.substr(common_folder_.size());
  if (const auto part = segments_.find(index); part != segments_.end()) {
    text += '\0' + to_text(part->second);
  }
  return text;
}

std::string ItemList::output_name(std::size_t index) const {
  const Entry& entry = entries_[index];
  const Naming& naming = groups_[entry.group];
  const auto place = id(entry);
  const bool is_whole = naming.is_named_by_id || naming.keeps_extension;
  return std::string(is_whole ? place : place.substr(0, extension_at(place)));
}

std::string ItemList::input(std::size_t index) const {
  const Entry& entry = entries_[index];
  return joined(groups_[entry.group].input_folder, name(entry));
}

InputPlace ItemList::input_place(std::size_t index) const {
  const Entry& entry = entries_[index];
  return {entry.kind, entry.path_bytes, entry.begin, entry.bytes};
}

std::string ItemList::file(std::size_t index) const {
  const Entry& entry = entries_[index];
  if (entry.kind == InputKind::command) return {};
  auto path = input(index);
  if (entry.kind != InputKind::file) path.resize(entry.path_bytes);
  return path;
}

std::vector<std::string> ItemList::files(std::size_t index) const {
  if (kind(index) == InputKind::files) return several_files(input(index));
  auto path = file(index);
  return path.empty() ? std::vector<std::string>() : std::vector{std::move(path)};
}

std::string ItemList::output(std::size_t index) const {
  const Entry& entry = entries_[index];
  const Naming& naming = groups_[entry.group];
  if (naming.is_target) return input(index);
  if (!naming.has_outputs) return {};
  if (naming.is_text) return output_of_text(naming, id(entry));
  const bool is_beside = naming.output_folder.empty();
  const auto& folder = is_beside ? naming.input_folder : naming.output_folder;
  const auto place = is_beside ? name(entry) : id(entry);
  const auto stem = naming.is_named_by_id ? place : place.substr(0, extension_at(place));
  if (naming.extension.empty()) return joined(folder, stem, naming.suffix, extension(index));
  return joined(folder, naming.keeps_extension ? place : stem, naming.suffix, ".",
                naming.extension);
}

bool ItemList::may_keep_extension(std::size_t index) const {
  const Naming& naming = groups_[entries_[index].group];
  return !naming.extension.empty() && !naming.keeps_extension && !naming.is_named_by_id;
}

Item ItemList::operator[](std::size_t index) const {
  const Entry& entry = entries_[index];
  Item item;
  item.index = static_cast<std::int64_t>(place(index).value);
  item.input = input(index);
  item.output = output(index);
  item.identity = identity(index);
  item.bytes = entry.bytes;
  item.modified_ns = entry.modified_ns;
  const auto part = segment(index);
  item.offset_seconds = part.offset_seconds;
  item.duration_seconds = part.duration_seconds;
  item.channel = part.channel;
  item.kind = entry.kind;
  item.path_bytes = entry.path_bytes;
  item.begin = entry.begin;
  if (const auto fault = faults_.find(index); fault != faults_.end()) item.fault = fault->second;
  return item;
}

std::string_view ItemList::extension(std::size_t index) const {
  const Entry& entry = entries_[index];
  if (groups_[entry.group].is_text) return {};
  if (entry.kind != InputKind::file && entry.kind != InputKind::member) return ".wav";
  const auto source = name(entry);
  return source.substr(extension_at(source));
}

Segment ItemList::segment(std::size_t index) const {
  const auto found = segments_.find(index);
  return found == segments_.end() ? Segment{} : found->second;
}

std::int64_t ItemList::total_bytes() const {
  std::int64_t sum = 0;
  for (const auto& entry : entries_) sum += std::max<std::int64_t>(0, entry.bytes);
  return sum;
}

}  // namespace mpietl::job
