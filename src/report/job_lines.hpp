#pragma once

#include <map>
#include <string>

namespace mpietl::report {

/// The settings of a job in force by their keys, "run.seed", "transform.1.stddev", as they are
/// written. Reads what mpietl writes: a key a line, below the header of its table.
std::map<std::string, std::string> job_settings(const std::string& toml);

/// Whether the samples of outputs, or how they are stored, depend on a setting.
bool decides_bits(const std::string& key);

/// Whether a setting says only where results go, or what is shown.
bool is_about_places(const std::string& key);

}  // namespace mpietl::report
