#pragma once

#include <string>
#include <string_view>

#include "mpietl/job/job.hpp"

namespace mpietl::job {

/// Reads a job from TOML text; messages call the text `name`.
/// Throws Error(usage) with line and column for text that is not TOML, an unknown key (with the
/// nearest known one), a wrong type, or a value out of range.
Job parse_job(std::string_view toml, const std::string& name);

/// The job in the file at `path`; throws as parse_job(), and Error(not_found, permission).
Job read_job(const std::string& path);

/// The job as TOML. parse_job() reads it back as the same job, except for names that are not UTF-8:
/// these are written as escape() does.
std::string to_toml(const Job& job);

/// Checks what depends on several options: the chain, the format, and ranges.
/// Throws Error(usage).
void validate(const Job& job);

/// The version of the TOML parser that was compiled in: "3.3.0".
std::string toml_version();

}  // namespace mpietl::job
