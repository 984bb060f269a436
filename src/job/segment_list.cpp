#include "job/segment_list.hpp"

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <set>
#include <string_view>

#include "job/csv.hpp"
#include "job/line_faults.hpp"
#include "job/manifest_line.hpp"
#include "job/windows.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/io/files/text_file.hpp"

namespace mpietl::job {

namespace {

using Fields = std::vector<std::string>;

constexpr std::string_view blanks = " \t";

Fields fields_of(std::string_view line) {
  Fields fields;
  for (auto at = line.find_first_not_of(blanks); at != std::string_view::npos;
       at = line.find_first_not_of(blanks, at)) {
    const auto end = std::min(line.find_first_of(blanks, at), line.size());
    fields.emplace_back(line.substr(at, end - at));
    at = end;
  }
  return fields;
}

Segment segment_between(double start, double end) {
  if (start < 0.0) throw Error(Reason::usage, "the start must be at 0 s or later");
  if (end == -1.0) return {start, -1.0};
  if (end <= start) throw Error(Reason::usage, "the end must be later than the start, or -1");
  return {start, end - start};
}

/// A channel as Kaldi counts them, from 0; -1 for all.
std::int32_t parse_channel(const std::string& text) {
  constexpr std::int64_t most_channels = 1024;
  const auto channel = parse_integer(text, "the channel");
  if (channel >= -1 && channel < most_channels) return static_cast<std::int32_t>(channel);
  throw Error(Reason::usage, "the channel must be a number from 0, or -1 for all");
}

NamedSegment kaldi_segment(const Fields& fields) {
  if (fields.size() != 4 && fields.size() != 5) {
    throw Error(Reason::usage, "a line must be '<id> <recording> <start> <end> [<channel>]'");
  }
  const double start = parse_real(fields[2], "the start");
  auto segment = segment_between(start, parse_real(fields[3], "the end"));
  if (fields.size() == 5) segment.channel = parse_channel(fields[4]);
  return {0, safe_name(fields[0]), fields[1], segment};
}

using Names = std::set<std::string>;

/// The recordings of RTTM's lines whose channels are to be separated: RTTM counts channels from 1,
/// and most tools write 1 for every recording, whatever channels it has.
Names recordings_with_channels(const std::vector<std::string_view>& lines) {
  Names names;
  for (const auto line : lines) {
    const auto fields = fields_of(line);
    const bool has_channel = fields.size() >= 8 && fields[0] == "SPEAKER" && fields[2] != "1" &&
                             fields[2].find_first_not_of("0123456789") == std::string::npos;
    if (has_channel && fields[2] != "0") names.insert(fields[1]);
  }
  return names;
}

/// None for lines that are not of type SPEAKER.
std::optional<NamedSegment> rttm_segment(const Fields& fields, const Names& with_channels) {
  if (fields.front() != "SPEAKER") return std::nullopt;
  if (fields.size() < 8) {
    throw Error(Reason::usage,
                "a line must be 'SPEAKER <recording> <channel> <start> <duration> <NA> <NA> "
                "<speaker> ...'");
  }
  const double start = parse_real(fields[3], "the start");
  const double duration = parse_real(fields[4], "the duration");
  if (duration == 0.0) return std::nullopt;
  auto segment = segment_between(start, start + std::max(duration, 0.0));
  const auto speaker = fields[7] == "<NA>" ? std::string() : fields[7];
  auto name = fields[1];
  if (with_channels.contains(fields[1])) {
    segment.channel = parse_channel(fields[2]) - 1;
    name += "-" + fields[2];
  }
  return NamedSegment{0, safe_name(part_name(name, speaker, segment)), fields[1], segment};
}

/// Where the columns of a table are.
struct Columns {
  std::size_t recording = 0;
  std::size_t start = 0;
  std::optional<std::size_t> end;
  std::optional<std::size_t> duration;
  std::optional<std::size_t> id;
  std::optional<std::size_t> channel;
};

std::optional<std::size_t> find_column(const Fields& header,
                                       std::initializer_list<std::string_view> names) {
  for (std::size_t i = 0; i < header.size(); ++i) {
    if (std::ranges::find(names, std::string_view(header[i])) != names.end()) return i;
  }
  return std::nullopt;
}

/// None when the line is not the header of a table of segments.
std::optional<Columns> columns_of(const Fields& header) {
  const auto recording = find_column(
      header, {"file", "path", "recording", "recording_id", "audio", "audio_filepath", "filename"});
  const auto start = find_column(header, {"start", "start_seconds", "begin", "offset"});
  Columns columns{.end = find_column(header, {"end", "end_seconds", "stop"}),
                  .duration = find_column(header, {"duration", "duration_seconds"}),
                  .id = find_column(header, {"id", "segment_id", "utt", "utt_id"}),
                  .channel = find_column(header, {"channel"})};
  if (!recording || !start || !(columns.end || columns.duration)) return std::nullopt;
  columns.recording = *recording;
  columns.start = *start;
  return columns;
}

NamedSegment table_segment(const Fields& cells, const Columns& columns, std::size_t width) {
  if (cells.size() != width) {
    throw Error(Reason::usage, std::to_string(cells.size()) + " cells, but the header has " +
                                   std::to_string(width));
  }
  const double start = parse_real(cells[columns.start], "the start");
  const double end = columns.end ? parse_real(cells[*columns.end], "the end")
                                 : start + parse_real(cells[*columns.duration], "the duration");
  const auto& recording = cells[columns.recording];
  if (recording.empty()) throw Error(Reason::usage, "the file has no name");
  auto segment = segment_between(start, end);
  auto name = without_extension(mirrored_name(recording));
  if (columns.channel && !cells[*columns.channel].empty()) {
    segment.channel = parse_channel(cells[*columns.channel]);
    if (segment.channel >= 0) name += "-" + std::to_string(segment.channel);
  }
  return {0, safe_name(columns.id ? cells[*columns.id] : part_name(name, "", segment)), recording,
          segment};
}

/// A table's separator and columns, from its first line; none for another format.
struct Table {
  char separator = ',';
  Columns columns;
  std::size_t width = 0;
};

std::optional<Table> table_of(std::string_view first_line) {
  for (const char separator : {',', '\t'}) {
    const auto header = cells_of(first_line, separator);
    if (const auto columns = columns_of(header)) return Table{separator, *columns, header.size()};
  }
  return std::nullopt;
}

/// Refuses a first line that looks like the header of a table but lacks a column. Lines of Kaldi
/// have at least four fields.
void refuse_header(std::string_view line, const std::string& name) {
  const bool has_cells = line.find(',') != std::string_view::npos;
  if (!has_cells || fields_of(line).size() >= 4) return;
  throw Error(Reason::usage, escape(name) +
                                 ": a table of segments has the columns file, start, and end or "
                                 "duration; the first line has: " +
                                 escape(line));
}

}  // namespace

std::vector<NamedSegment> parse_segments(const std::string& text, const std::string& name) {
  const auto lines = io::text_lines(text);
  LineFaults faults(name);
  std::vector<NamedSegment> segments;
  const auto is_text = [](std::string_view line) {
    return line.find_first_not_of(blanks) != std::string_view::npos && !line.starts_with(";;");
  };
  const auto first = static_cast<std::size_t>(std::ranges::find_if(lines, is_text) - lines.begin());
  if (first == lines.size()) return segments;
  const bool is_json = lines[first].starts_with('{');
  const bool is_rttm = !is_json && fields_of(lines[first]).size() >= 8;
  const auto with_channels = is_rttm ? recordings_with_channels(lines) : Names{};
  const auto table = is_rttm || is_json ? std::nullopt : table_of(lines[first]);
  if (!table && !is_rttm && !is_json) refuse_header(lines[first], name);
  for (auto i = table ? first + 1 : first; i < lines.size(); ++i) {
    if (!is_text(lines[i])) continue;
    try {
      auto segment =
          table ? table_segment(cells_of(lines[i], table->separator), table->columns, table->width)
          : is_json ? json_segment(lines[i])
          : is_rttm ? rttm_segment(fields_of(lines[i]), with_channels)
                    : std::optional(kaldi_segment(fields_of(lines[i])));
      if (!segment) continue;
      segment->line = i;
      segments.push_back(*std::move(segment));
    } catch (const Error& error) {
      faults.add(i, error.what());
    }
  }
  faults.refuse();
  return segments;
}

}  // namespace mpietl::job
