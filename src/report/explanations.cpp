#include "report/explanations.hpp"

#include "report/facts.hpp"
#include "report/row_layout.hpp"
#include "report/schema.hpp"

namespace mpietl::report {

namespace {

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
           "more columns and attributes than before; readers pass over what they do not know"}};
}

}  // namespace

std::vector<Explanation> explanations_of_report() {
  auto rows = versions();
  append(rows, summary_columns);
  rows.push_back({"SLURM_*, OMP_*", "text", "", "variables of the environment that were set"});
  return rows;
}

std::vector<Explanation> explanations_of_runs() {
  auto rows = versions();
  append(rows, runs_columns);
  return rows;
}

std::vector<Explanation> explanations_of_run() {
  std::vector<Explanation> rows;
  append(rows, run_columns);
  rows.push_back({chunk_attribute, "int64", "",
                  "items of a grant, 0: fewer the less is left; only where it was chosen"});
  return rows;
}

}  // namespace mpietl::report
