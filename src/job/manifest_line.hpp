#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mpietl/job/manifest.hpp"

// Parsers for the lines of each kind of manifest, one file per kind. Errors are thrown as
// Error(usage) without the position, which the caller adds.
namespace mpietl::job {

/// Parses a line of wav.scp.
ManifestEntry parse_kaldi(std::string_view line);
std::string kaldi_of_output(std::string_view line, const Record& record);

/// Parses a line of JSON with audio_filepath.
ManifestEntry parse_nemo(std::string_view line);
std::string nemo_of_output(std::string_view line, const Record& record);

/// Parses a line of JSON with id and sources into one entry per source.
std::vector<ManifestEntry> parse_lhotse(std::string_view line);
std::string lhotse_of_outputs(std::string_view line, std::span<const Record> records);

/// A cut: a line of JSON with id, start, duration, channel and a recording.
ManifestEntry parse_cut(std::string_view line);

/// A cut of all of its output. Supervisions and custom fields stay, features do not.
std::string cut_of_output(std::string_view line, const Record& record);

/// A line of JSON with file_name.
ManifestEntry parse_audiofolder(std::string_view line);

/// The path in `record` is relative to the folder of the metadata.
std::string audiofolder_of_output(std::string_view line, const Record& record);

/// `id` as a relative path. Throws when it is empty, absolute, or leads out of the folder.
std::string safe_name(const std::string& id);

/// Throws when a path, an id or a command contains a NUL.
void refuse_nul(const std::string& text);

/// A path as a relative one: parts that lead to the root or upwards are removed.
std::string mirrored_name(const std::string& path);

/// A path without the extension of its last part.
std::string without_extension(const std::string& path);

}  // namespace mpietl::job
