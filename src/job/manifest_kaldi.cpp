#include <charconv>
#include <optional>
#include <unordered_set>

#include "job/ark_range.hpp"
#include "job/manifest_line.hpp"
#include "job/several_files.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/io/files/text_file.hpp"

namespace mpietl::job {

namespace {

constexpr std::string_view blanks = " \t";

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

/// The first word.
std::string_view id_of(std::string_view line) {
  line = trimmed(line);
  return line.substr(0, line.find_first_of(blanks));
}

/// The place that "<ark>:<byte>" refers to.
std::optional<InputPlace> place_in_ark(std::string_view path) {
  const auto colon = path.rfind(':');
  if (colon == std::string_view::npos || colon == 0) return std::nullopt;
  InputPlace place{.kind = InputKind::ark, .path_bytes = static_cast<std::uint32_t>(colon)};
  const auto digits = path.substr(colon + 1);
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), place.begin);
  const bool is_number = error == std::errc() && end == digits.data() + digits.size();
  return is_number && place.begin >= 0 ? std::optional(place) : std::nullopt;
}

/// How Kaldi reads the path.
InputPlace place_of(std::string_view path) {
  if (path.ends_with('|')) return {.kind = InputKind::command};
  const auto object = place_in_ark(without_range(path));
  if (object) range_of(path);  // refuses what is none
  if (names_several_files(path)) {
    return {.kind = InputKind::files,
            .path_bytes = static_cast<std::uint32_t>(path.find_first_of(blanks))};
  }
  return object.value_or(InputPlace{});
}

/// Refuses ids that would make the manifest of the outputs another kind if they came first.
void refuse_other_kinds(std::string_view id) {
  for (const std::string_view begin : {"{", "[", "\xEF\xBB\xBF", "\x1F\x8B"}) {
    if (!id.starts_with(begin)) continue;
    throw Error(Reason::usage,
                "the id '" + escape(id) + "' must not begin with '" + escape(begin) + "'");
  }
}

}  // namespace

ManifestEntry parse_kaldi(std::string_view line) {
  line = trimmed(line);
  const auto id_end = line.find_first_of(blanks);
  const auto path =
      id_end == std::string_view::npos ? std::string_view{} : trimmed(line.substr(id_end));
  if (path.empty()) throw Error(Reason::usage, "a line must be '<id> <path>'");
  if (path.starts_with('|')) {
    throw Error(Reason::usage, "'" + escape(path) + "' is a command to write to, not to read from");
  }
  refuse_other_kinds(line.substr(0, id_end));
  ManifestEntry entry;
  entry.path = path;
  entry.place = place_of(path);
  entry.output_name = safe_name(std::string(line.substr(0, id_end)));
  refuse_nul(entry.path);
  return entry;
}

std::string table_of_outputs(std::string_view table, std::string_view outputs) {
  std::unordered_set<std::string_view> ids;
  for (const auto line : io::text_lines(outputs)) ids.insert(id_of(line));
  std::string kept;
  for (const auto line : io::text_lines(table)) {
    const auto id = id_of(line);
    if (!id.empty() && ids.contains(id)) kept.append(line).append("\n");
  }
  return kept;
}

std::string kaldi_of_output(std::string_view line, const Record& record) {
  return std::string(id_of(line)) + " " + unescape(record.output);
}

}  // namespace mpietl::job
