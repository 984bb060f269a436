#pragma once

#include <string>
#include <tuple>
#include <vector>

#include "mpietl/core/columns.hpp"

namespace mpietl::report {

/// What a root attribute of a report means: a row of `/attributes`.
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

/// Those of a report; those of a file of several runs; those that each of these runs has besides.
std::vector<Explanation> explanations_of_report();
std::vector<Explanation> explanations_of_runs();
std::vector<Explanation> explanations_of_run();

}  // namespace mpietl::report
