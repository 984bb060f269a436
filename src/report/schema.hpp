#pragma once

#include <string_view>

#include "mpietl/report/report.hpp"
#include "mpietl/report/runs.hpp"

namespace mpietl::report {

inline constexpr auto version_attribute = "schema_version";
inline constexpr auto minor_version_attribute = "schema_minor_version";
inline constexpr auto chunk_attribute = "chunk";
inline constexpr auto runs_group = "runs";
inline constexpr auto files_table = "files";
inline constexpr auto ranks_table = "ranks";
inline constexpr auto phases_table = "phases";
inline constexpr auto history_table = "history";
inline constexpr auto attributes_table = "attributes";

/// Whether an attribute or a variable of that name belongs into Summary::environment.
constexpr bool is_environment(std::string_view name) {
  return name.starts_with("SLURM_") || name.starts_with("OMP_");
}

/// Root attributes of a file of several runs.
inline constexpr auto runs_columns = std::tuple{
    Column{"mpietl_version", &Runs::mpietl_version, "", "version of mpietl that ran"},
    Column{"created", &Runs::created, "", "start of the first run, ISO 8601, UTC"},
    Column{"command_line", &Runs::command_line, "", "how they were started"},
};

/// What the group of one of several runs has besides a report's attributes.
inline constexpr auto run_columns = std::tuple{
    Column{"configuration", &NamedRun::configuration, "", "what its repetitions share"},
    Column{"repetition", &NamedRun::repetition, "", "which of them it is"},
};

}  // namespace mpietl::report
