#include "report/hdf5/schema.hpp"

#include <initializer_list>

#include "mpietl/core/record_columns.hpp"
#include "mpietl/report/hdf5/file.hpp"
#include "report/hdf5/segment_rows.hpp"

namespace mpietl::report {

namespace {

/// How the schema names the type of a value.
template <class Value>
constexpr const char* type_name() {
  if constexpr (std::is_same_v<Value, std::int32_t>) return "int32";
  if constexpr (std::is_same_v<Value, std::int64_t>) return "int64";
  if constexpr (std::is_same_v<Value, std::uint64_t>) return "uint64";
  if constexpr (std::is_same_v<Value, double>) return "float64";
  return "text";
}

template <class Columns>
void append(std::vector<Explanation>& rows, const Columns& columns) {
  for_each_column(columns, [&](const auto& column) {
    using Value = ValueOf<decltype(column)>;
    rows.push_back({column.name, type_name<Value>(), column.unit, column.description});
  });
}

std::vector<Explanation> versions() {
  return {{version_attribute, "int64", "", "a reader of another version must refuse this file"},
          {minor_version_attribute, "int64", "",
           "a higher one has more columns and attributes; readers ignore those they do not know"}};
}

/// Root attributes of a file of several runs.
std::vector<Explanation> explanations_of_runs() {
  auto rows = versions();
  append(rows, runs_columns);
  return rows;
}

/// Additional attributes of each of these runs.
std::vector<Explanation> explanations_of_run() {
  std::vector<Explanation> rows;
  append(rows, run_columns);
  rows.push_back(
      {chunk_attribute, "int64", "", "items of a grant, 0: shrinking; only if it was chosen"});
  return rows;
}

constexpr auto rules =
    R"(A report is an HDF5 file. Its root has attributes and the tables below: one-dimensional datasets of
compound rows, extensible, chunked, shuffled and deflated. Attributes `unit_COLUMN`,
`description_COLUMN` and `missing_COLUMN` of a table describe its columns, as this page does.

* Versions: these rules do not apply to a file of another `schema_version`. A higher
  `schema_minor_version` only adds: ignore columns, attributes and tables that you do not know. What a
  file of a lower one does not have counts as missing in every row.
* Text in tables is UTF-8 of fixed length, as long as the longest text, padded with NUL. In a path a
  backslash is `\\`, a newline `\n`, and a byte that is not UTF-8 `\xNN`.
* Missing: a value that was not reached or is not known has the value in the column *missing*; a dash
  there means that the column is always known.
* Times are in seconds. `start` and `end` are on the clock of the job, which is 0 at
  `started_unix_seconds`: in pandas,
  `pd.to_datetime(file.attrs["started_unix_seconds"] + files.start, unit="s", utc=True)`.
  Times in `/files` are rounded down to multiples of 2^-30 s, which is finer than clocks are.
* Levels (`peak_*`, `rms_*`) have single precision, as samples have.
)";

std::string row(std::initializer_list<std::string> cells) {
  std::string text = "|";
  for (const auto& cell : cells) text += " " + cell + " |";
  return text + "\n";
}

std::string unit_cell(const std::string& unit) { return unit.empty() ? "" : unit; }

std::string attributes_text(const std::vector<Explanation>& rows) {
  std::string text =
      row({"attribute", "type", "unit", "description"}) + "| --- | --- | --- | --- |\n";
  for (const auto& each : rows) {
    text += row({"`" + each.attribute + "`", each.type, unit_cell(each.unit), each.description});
  }
  return text;
}

template <class Row, class Value>
std::string missing_cell(const Column<Row, Value>& column) {
  if (!missing_value(column)) return "–";
  if constexpr (std::is_same_v<Value, std::string>) return "empty";
  return std::is_same_v<Value, double> ? "NaN" : "-1";
}

template <class Columns>
std::string table_text(const std::string& name, const std::string& what, const Columns& columns) {
  std::string text = "\n## /" + name + "\n\n" + what + "\n\n";
  text += row({"column", "type", "unit", "missing", "description"});
  text += "| --- | --- | --- | --- | --- |\n";
  for_each_column(columns, [&](const auto& column) {
    text += row({"`" + std::string(column.name) + "`", type_name<ValueOf<decltype(column)>>(),
                 column.unit, missing_cell(column), column.description});
  });
  return text;
}

}  // namespace

std::vector<Explanation> explanations_of_report() {
  auto rows = versions();
  append(rows, summary_columns);
  rows.push_back({"SLURM_*, OMP_*", "text", "", "variables of the environment that were set"});
  return rows;
}

std::string schema_text() {
  const std::string version =
      std::to_string(schema_version) + "." + std::to_string(schema_minor_version);
  return "# The report of mpietl, schema version " + version + "\n\n" + rules +
         "\n## Root attributes\n\n" + attributes_text(explanations_of_report()) +
         table_text(files_table, "A row for each input, in list order; each input once.",
                    file_columns) +
         table_text(segments_table,
                    "Of `mpietl segment` only: a row for each segment, in the order of the files.",
                    segment_columns) +
         table_text(ranks_table, "A row for each rank of the last run of the job.", rank_columns) +
         table_text(phases_table, "A row for each phase of that run, in their order.",
                    phase_columns) +
         table_text(history_table, "A row for each run of the job, oldest first.",
                    history_columns) +
         table_text(attributes_table, "A row for each root attribute: the table above.",
                    explanation_columns) +
         "\n## Several runs\n\nA file of several runs, as `mpietl bench` writes it, has other root "
         "attributes, and a group\n`/runs/NAME` for each run: a whole report, with more "
         "attributes.\n\nRoot attributes:\n\n" +
         attributes_text(explanations_of_runs()) + "\nMore attributes of `/runs/NAME`:\n\n" +
         attributes_text(explanations_of_run());
}

}  // namespace mpietl::report
