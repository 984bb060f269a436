#include "mpietl/job/found_segments.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "job/json.hpp"
#include "job/manifest_line.hpp"
#include "job/windows.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/frame_ranges.hpp"
#include "mpietl/core/hash.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/io/files/paths.hpp"

namespace mpietl::job {

namespace {

// Finer than half a frame at any usual sample rate, so that the frames are found again.
constexpr double ticks_of_second = 1e6;

std::int64_t ticks_of(double seconds) { return std::llround(seconds * ticks_of_second); }

std::string seconds_text(std::int64_t ticks) {
  return format_real(static_cast<double>(ticks) / ticks_of_second);
}

/// A cell of a table (RFC 4180).
std::string cell(const std::string& text, char separator) {
  if (text.find_first_of(std::string("\"") + separator) == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + '"';
}

std::string without_blanks(std::string name) {
  std::ranges::replace_if(
      name, [](char c) { return c == ' ' || c == '\t'; }, '_');
  return name;
}

/// Why a format has no room for a name; empty when it has.
std::string fault_of(const std::string& name, SegmentFormat format) {
  const bool is_table = format == SegmentFormat::csv || format == SegmentFormat::tsv;
  if (name.find('\n') != std::string::npos) return "has a line break, which no list can name";
  if (format == SegmentFormat::lhotse && !is_utf8(name)) return "is not UTF-8, as JSON must be";
  if (!is_table && format != SegmentFormat::lhotse &&
      name.find_first_of(" \t") != std::string::npos)
    return "has a blank, which Kaldi's and RTTM lists cannot name";
  return {};
}

/// The identity of an item as a path. If several items have one identity, ItemList appends a path
/// to it from the second one on.
std::string own_name(const ItemList& items, std::size_t row) {
  auto identity = items.identity(row);
  const auto mark = identity.find('\0');
  return mark == std::string::npos ? identity : identity.substr(mark + 1);
}

/// The hashes of names that more than one item has without its extension.
std::vector<std::uint64_t> shared_stems_of(const ItemList& items) {
  std::vector<std::uint64_t> hashes;
  for (std::size_t row = 0; row < items.size(); ++row) {
    hashes.push_back(hash128(without_extension(own_name(items, row)), 0).low);
  }
  std::ranges::sort(hashes);
  std::vector<std::uint64_t> shared;
  for (std::size_t i = 1; i < hashes.size(); ++i) {
    if (hashes[i] == hashes[i - 1]) shared.push_back(hashes[i]);
  }
  return shared;
}

/// A segment in a list.
struct ListedSegment {
  std::string id;
  std::string recording;  // its file in a table
  std::int64_t start;     // in ticks, as the end
  std::int64_t end;
  int channels;
};

std::string lhotse_line(const ListedSegment& segment) {
  Json line;
  line["id"] = segment.id;
  line["recording_id"] = segment.recording;
  line["start"] = static_cast<double>(segment.start) / ticks_of_second;
  line["duration"] = static_cast<double>(segment.end - segment.start) / ticks_of_second;
  auto channels = Json::array();
  for (int i = 0; i < segment.channels; ++i) channels.push_back(i);
  line["channel"] = segment.channels == 1 ? Json(0) : std::move(channels);
  return to_line(line) + "\n";
}

std::string table_line(const ListedSegment& segment, char separator) {
  return cell(segment.recording, separator) + separator + seconds_text(segment.start) + separator +
         seconds_text(segment.end) + separator + cell(segment.id, separator) + "\n";
}

std::string line_of(const ListedSegment& segment, SegmentFormat format) {
  if (format == SegmentFormat::lhotse) return lhotse_line(segment);
  if (format == SegmentFormat::csv) return table_line(segment, ',');
  if (format == SegmentFormat::tsv) return table_line(segment, '\t');
  if (format == SegmentFormat::rttm) {
    return "SPEAKER " + segment.recording + " 1 " + seconds_text(segment.start) + " " +
           seconds_text(segment.end - segment.start) + " <NA> <NA> <NA> <NA> <NA>\n";
  }
  return segment.id + " " + segment.recording + " " + seconds_text(segment.start) + " " +
         seconds_text(segment.end) + "\n";
}

}  // namespace

audio::Segmentation segmentation_of(const Job& job) {
  return {.top_db = job.top_db,
          .frame_length = job.frame_length,
          .hop_length = job.hop_length,
          .min_gap_seconds = job.min_gap_seconds,
          .min_length_seconds = job.min_length_seconds,
          .max_length_seconds = job.max_length_seconds,
          .padding_seconds = job.padding_seconds};
}

void check_segmentation(const Job& job) {
  if (!is_segment(job)) {
    throw Error(Reason::usage,
                "name the list to write with --output-segments: segments (Kaldi), or a .csv, .tsv, "
                ".rttm or .jsonl file");
  }
  audio::check(segmentation_of(job));
}

SegmentFormat segment_format(const std::string& path) {
  const auto extension = std::filesystem::path(path).extension();
  if (extension == ".csv") return SegmentFormat::csv;
  if (extension == ".tsv") return SegmentFormat::tsv;
  if (extension == ".rttm") return SegmentFormat::rttm;
  return extension == ".jsonl" ? SegmentFormat::lhotse : SegmentFormat::kaldi;
}

SegmentWriter::SegmentWriter(const Listing& listing, SegmentFormat format)
    : listing_(listing), format_(format), shared_stems_(shared_stems_of(listing.items)) {
  for (std::size_t row = 0; row < listing.items.size(); ++row) {
    const auto name = recording(row);
    const auto fault = fault_of(name, format);
    if (fault.empty()) continue;
    throw Error(Reason::usage, "the name " + escape(name) + " " + fault +
                                   ": name a .csv file with "
                                   "--output-segments, or rename it");
  }
}

bool SegmentWriter::is_of_manifest(std::size_t row) const {
  return listing_.items.place(row).value >= listing_.first_of_manifest();
}

std::string SegmentWriter::recording(std::size_t row) const {
  const auto& items = listing_.items;
  const bool is_table = format_ == SegmentFormat::csv || format_ == SegmentFormat::tsv;
  const auto kind = items.kind(row);
  const bool has_path = kind != InputKind::command && kind != InputKind::files;
  return is_table && has_path ? items.input(row) : name(row);
}

/// Of the recording, which its segments' ids begin with.
std::string SegmentWriter::name(std::size_t row) const {
  const auto& items = listing_.items;
  const auto whole = own_name(items, row);
  const auto stem = without_extension(whole);
  const bool is_shard = items.size() < listing_.whole.items;
  const bool keeps = is_of_manifest(row) || is_shard ||
                     std::ranges::binary_search(shared_stems_, hash128(stem, 0).low);
  return keeps ? whole : stem;
}

std::string SegmentWriter::head() const {
  if (format_ == SegmentFormat::csv) return "file,start,end,id\n";
  return format_ == SegmentFormat::tsv ? "file\tstart\tend\tid\n" : "";
}

std::string SegmentWriter::lines(std::size_t row, const Record& record) const {
  const auto ranges = ranges_from(record.segments);
  if (ranges.empty()) return {};
  const double offset = listing_.items.segment(row).offset_seconds;
  const auto ticks = [&](std::int64_t frame) {
    return ticks_of(offset + static_cast<double>(frame) / record.sample_rate);
  };
  const auto file = recording(row);
  const auto prefix = without_blanks(name(row));
  std::string text;
  for (const auto& range : ranges) {
    const auto start = ticks(range.first);
    const auto end = ticks(range.end());
    const auto id = part_name(prefix, "",
                              {static_cast<double>(start) / ticks_of_second,
                               static_cast<double>(end - start) / ticks_of_second});
    text += line_of({id, file, start, end, record.channels}, format_);
  }
  return text;
}

std::string SegmentWriter::wav_scp_line(std::size_t row) const {
  const auto& items = listing_.items;
  if (items.kind(row) == InputKind::member) return {};
  const auto input = items.input(row);
  if (items.kind(row) == InputKind::command) return recording(row) + " " + input + "\n";
  auto line = recording(row);
  if (items.kind(row) != InputKind::files) return line + " " + io::absolute_path(input) + "\n";
  for (const auto path : split(input, ' ')) line += " " + io::absolute_path(std::string(path));
  return line + "\n";
}

}  // namespace mpietl::job
