#pragma once

#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "mpietl/core/columns.hpp"
#include "mpietl/core/record.hpp"
#include "mpietl/report/report_columns.hpp"

namespace mpietl::report {

inline constexpr auto version_attribute = "schema_version";
inline constexpr auto minor_version_attribute = "schema_minor_version";
inline constexpr auto chunk_attribute = "chunk";
inline constexpr auto runs_group = "runs";
inline constexpr auto files_table = "files";
inline constexpr auto segments_table = "segments";  // of `mpietl segment` only
inline constexpr auto ranks_table = "ranks";
inline constexpr auto phases_table = "phases";
inline constexpr auto history_table = "history";
inline constexpr auto attributes_table = "attributes";

/// Whether an attribute or variable of that name belongs in Summary::environment.
constexpr bool is_environment(std::string_view name) {
  return name.starts_with("SLURM_") || name.starts_with("OMP_");
}

/// Root attributes of a file of several runs.
inline constexpr auto runs_columns = std::tuple{
    Column{"mpietl_version", &Runs::mpietl_version, "", "version of mpietl that ran"},
    Column{"created", &Runs::created, "", "start of the first run, ISO 8601, UTC"},
    Column{"command_line", &Runs::command_line, "", "how they were started"},
};

/// Additional attributes of the group of one run in a file of several runs.
inline constexpr auto run_columns = std::tuple{
    Column{"configuration", &NamedRun::configuration, "", "what its repetitions share"},
    Column{"repetition", &NamedRun::repetition, "", "which of them it is"},
};

/// The meaning of a root attribute of a report: a row of `/attributes`.
struct Explanation {
  std::string attribute;
  std::string type;
  std::string unit;
  std::string description;
};

inline constexpr auto explanation_columns = std::tuple{
    Column{"attribute", &Explanation::attribute, "", "name of a root attribute of this report"},
    Column{"type", &Explanation::type, "", "int64, uint64, float64 or text"},
    Column{"unit", &Explanation::unit, "", "of a number that has one"},
    Column{"description", &Explanation::description, "", "what it means"},
};

/// The rows for the root attributes of a report.
std::vector<Explanation> explanations_of_report();

template <class Row, class Value>
Value value_of(const Column<Row, Value>&);

/// Type of the values of a column.
template <class AnyColumn>
using ValueOf = decltype(value_of(std::declval<AnyColumn>()));

template <class Value>
inline constexpr bool is_text = std::is_same_v<Value, std::string> || std::is_same_v<Value, Status>;

/// The value of a column for "not known": the initial value of a new row, if that is -1, NaN or
/// empty; nothing for a column that is always known.
template <class Row, class Value>
std::optional<Value> missing_value(const Column<Row, Value>& column) {
  const Value initial = Row{}.*column.member;
  bool is_missing = false;
  if constexpr (std::is_same_v<Value, std::string>) is_missing = initial.empty();
  if constexpr (std::is_same_v<Value, double>) is_missing = std::isnan(initial);
  if constexpr (std::is_integral_v<Value> && std::is_signed_v<Value>) is_missing = initial == -1;
  return is_missing ? std::optional(initial) : std::nullopt;
}

}  // namespace mpietl::report
