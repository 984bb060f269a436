#pragma once

#include <cstddef>

#include "mpietl/job/items.hpp"

// What a job's manifest is checked for before the work rather than after it. All throw
// Error(usage).
namespace mpietl::job {

/// Refuses paths of outputs that the manifest of the outputs cannot hold.
void require_names_in_utf8(const Job& job, const Manifest& manifest);

/// Refuses a name for Hugging Face's metadata when the manifest of the outputs will be of another
/// kind.
void refuse_other_form(const Job& job, const Manifest& manifest);

/// Refuses commands unless they are allowed: a manifest could run anything.
void refuse_commands(const Job& job, const Manifest& manifest);

/// The number of audio files beside Hugging Face's metadata that are neither in it nor below the
/// output folder.
std::size_t unlisted_files(const Job& job, const Manifest& manifest, const FileSystem& file_system);

}  // namespace mpietl::job
