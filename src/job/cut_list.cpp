#include "job/cut_list.hpp"

#include <algorithm>
#include <unordered_map>

#include "job/manifest_line.hpp"
#include "job/segment_list.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/io/files/text_file.hpp"

namespace mpietl::job {

namespace {

std::string file_name(const std::string& path) { return path.substr(path.rfind('/') + 1); }

/// The recordings of a job, and the names by which segments may refer to them.
class Recordings {
 public:
  void add(const std::string& id, const std::string& path, const InputPlace& place = {}) {
    const auto index = paths_.size();
    paths_.push_back(path);
    places_.push_back(place);
    exact_.emplace(id, index);
    for (const auto& name :
         {path, without_extension(id), file_name(path), without_extension(file_name(path))}) {
      const auto [found, is_new] = other_.try_emplace(name, index);
      if (!is_new && found->second != index) found->second = shared;
    }
  }

  /// The index of the recording of that name; none when no recording has it.
  /// Throws Error(usage) when several have it.
  [[nodiscard]] std::optional<std::size_t> find(const std::string& name) const {
    if (const auto found = exact_.find(name); found != exact_.end()) return found->second;
    const auto found = other_.find(name);
    if (found == other_.end()) return std::nullopt;
    if (found->second != shared) return found->second;
    throw Error(Reason::usage, "several recordings are called '" + escape(name) +
                                   "'; name them by their paths below the input folder");
  }

  [[nodiscard]] bool empty() const { return paths_.empty(); }
  [[nodiscard]] std::size_t size() const { return paths_.size(); }
  [[nodiscard]] const std::string& path(std::size_t index) const { return paths_[index]; }
  [[nodiscard]] const InputPlace& place(std::size_t index) const { return places_[index]; }

 private:
  static constexpr auto shared = static_cast<std::size_t>(-1);
  std::vector<std::string> paths_;
  std::vector<InputPlace> places_;
  std::unordered_map<std::string, std::size_t> exact_;
  std::unordered_map<std::string, std::size_t> other_;
};

Recordings recordings_of(const ItemList& named, const Manifest* manifest) {
  Recordings recordings;
  for (std::size_t i = 0; i < named.size(); ++i) {
    recordings.add(named.identity(i), named.input(i), named.input_place(i));
  }
  if (manifest != nullptr) {
    for (const auto& entry : manifest->entries()) {
      recordings.add(entry.output_name, entry.path, entry.place);
    }
  }
  return recordings;
}

/// The recordings when segments are the only input.
Recordings recordings_of(const std::vector<NamedSegment>& segments) {
  Recordings recordings;
  std::unordered_map<std::string, bool> seen;
  for (const auto& segment : segments) {
    if (seen.emplace(segment.recording, true).second) {
      recordings.add(segment.recording, segment.recording);
    }
  }
  return recordings;
}

void refuse_blanks(const NamedSegment& segment, const std::string& list) {
  if (segment.id.find_first_of(" \t\n") == std::string::npos) return;
  throw Error(Reason::usage, escape(list) + ":" + std::to_string(segment.line + 1) + ": the id '" +
                                 escape(segment.id) + "' must not contain blanks");
}

}  // namespace

Manifest cut_list(const Job& job, const ItemList& named, const Manifest* manifest,
                  SegmentGaps& gaps) {
  const auto segments = parse_segments(io::read_text(job.segments, "list of segments"),
                                       job.segments == "-" ? "standard input" : job.segments);
  auto recordings = recordings_of(named, manifest);
  if (recordings.empty()) recordings = recordings_of(segments);
  std::vector<std::vector<std::size_t>> parts(recordings.size());
  for (std::size_t i = 0; i < segments.size(); ++i) {
    refuse_blanks(segments[i], job.segments);
    if (const auto recording = recordings.find(segments[i].recording)) {
      parts[*recording].push_back(i);
    } else if (gaps.segments++ == 0) {
      gaps.recording = segments[i].recording;
    }
  }
  std::vector<ManifestEntry> entries;
  for (std::size_t recording = 0; recording < parts.size(); ++recording) {
    if (parts[recording].empty()) ++gaps.recordings;
    for (const auto i : parts[recording]) {
      entries.push_back({entries.size(), recordings.path(recording), segments[i].id,
                         segments[i].segment, recordings.place(recording)});
    }
  }
  if (!entries.empty() || segments.empty()) return Manifest(std::move(entries));
  throw Error(Reason::usage, "none of the recordings in " + escape(job.segments) + ", such as '" +
                                 escape(gaps.recording) + "', is among the inputs");
}

}  // namespace mpietl::job
