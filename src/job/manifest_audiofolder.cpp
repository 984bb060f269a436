#include <filesystem>
#include <fstream>

#include "job/json.hpp"
#include "job/manifest_line.hpp"
#include "job/metadata_csv.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"

namespace mpietl::job {

namespace {

/// Other corpora have tables of that name, too: LJ Speech's has no header.
bool is_metadata(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string line;
  if (!std::getline(file, line)) return false;
  if (path.ends_with(".csv")) return is_metadata_csv(line);
  try {
    return parse_object(line).contains("file_name");
  } catch (const Error&) {
    return false;
  }
}

}  // namespace

bool is_metadata_name(const std::string& path) {
  const auto name = std::filesystem::path(path).filename().string();
  return name.starts_with("metadata.") && (name.ends_with(".csv") || name.ends_with(".jsonl"));
}

std::string metadata_in(const std::string& folder) {
  for (const auto* name : {"metadata.csv", "metadata.jsonl"}) {
    auto path = (std::filesystem::path(folder) / name).string();
    if (is_metadata(path)) return path;
  }
  return {};
}

std::string in_form_of_name(const std::string& manifest, ManifestKind kind,
                            const std::string& path) {
  const bool is_table = kind == ManifestKind::audiofolder && path.ends_with(".csv");
  return is_table ? metadata_csv_of_json(manifest) : manifest;
}

ManifestEntry parse_audiofolder(std::string_view line) {
  ManifestEntry entry;
  entry.path = text_at(parse_object(line), "file_name");
  entry.output_name = without_extension(mirrored_name(entry.path));
  return entry;
}

std::string audiofolder_of_output(std::string_view line, const Record& record) {
  Json object = parse_object(line);
  object["file_name"] = unescape(record.output);
  if (object.contains("duration")) {
    object["duration"] = static_cast<double>(record.frames_out) / record.sample_rate_out;
  }
  return to_line(object);
}

}  // namespace mpietl::job
