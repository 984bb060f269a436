#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mpietl/job/manifest.hpp"

// The lines of each kind of manifest, one file a kind. Errors are thrown as Error(usage) without
// the place, which the caller knows.
namespace mpietl::job {

/// A line of wav.scp.
ManifestEntry parse_kaldi(std::string_view line);
std::string kaldi_of_output(std::string_view line, const Record& record);

/// A line of JSON with audio_filepath.
ManifestEntry parse_nemo(std::string_view line);
std::string nemo_of_output(std::string_view line, const Record& record);

/// A line of JSON with id and sources: an entry a source.
std::vector<ManifestEntry> parse_lhotse(std::string_view line);
std::string lhotse_of_outputs(std::string_view line, std::span<const Record> records);

/// `id` as a path below a folder. Throws when it is empty, absolute, or leads out of the folder.
std::string safe_name(const std::string& id);

/// Throws when there is a NUL in a path, an id or a command.
void refuse_nul(const std::string& text);

/// A path as one below a folder: what leads to the root or upwards is left out.
std::string mirrored_name(const std::string& path);

/// A path without the extension of its last part.
std::string without_extension(const std::string& path);

}  // namespace mpietl::job
