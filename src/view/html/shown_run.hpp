#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "mpietl/report/analysis.hpp"

namespace mpietl::view::html {

/// How much of one run a page holds, at most.
struct Limits {
  std::size_t lanes = 64;      ///< rows of the timeline, bars of the load
  std::size_t bins = 480;      ///< steps of time
  std::size_t slices = 4000;   ///< files that the timeline shows one by one
  std::size_t points = 3000;   ///< files that the scatter shows one by one
  std::size_t rows = 1000;     ///< of the table of files
  std::size_t extremes = 100;  ///< slowest files that the scatter shows beside its bins
};

/// The limits of each of `runs` that share a page.
Limits limits_of(std::size_t runs);

/// A run and what each chart asks of it.
struct ShownRun {
  ShownRun(const report::Report& shown, Limits of_page);

  const report::Report& report;
  Limits limits;
  report::Analysis analysis;
  std::vector<const Record*> worked;  ///< of the runs that the clock is of, those with times
  double end = 0.0;                   ///< of the job, on its clock
};

}  // namespace mpietl::view::html
