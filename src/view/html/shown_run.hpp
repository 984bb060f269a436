#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "mpietl/report/report.hpp"
#include "mpietl/report/statistics.hpp"

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
  std::vector<const Record*> files;   ///< of the runs that the clock is of
  std::vector<const Record*> worked;  ///< of these, those that were worked on, with their times
  double end = 0.0;                   ///< of the job, on its clock
  double work_seconds = 0.0;          ///< length of the work phase
};

}  // namespace mpietl::view::html
