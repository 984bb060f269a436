#include "job/manifest_line.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"

namespace mpietl::job {

namespace {

constexpr std::string_view blanks = " \t";

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
