#include "view/html/shown_run.hpp"

#include <algorithm>
#include <cmath>

namespace mpietl::view::html {

namespace {

bool has_times(const Record& file) {
  return file.status != Status::skipped && file.start >= 0.0 && file.total_seconds >= 0.0 &&
         std::isfinite(file.start + file.total_seconds);
}

double end_of(const report::Report& report, report::FileList worked) {
  double end = 0.0;
  const auto reach = [&](double time) {
    if (std::isfinite(time)) end = std::max(end, time);
  };
  for (const Record* const file : worked) reach(file->start + file->total_seconds);
  for (const auto& phase : report.phases) reach(phase.end);
  return end;
}

}  // namespace

Limits limits_of(std::size_t runs) {
  Limits limits;
  if (runs < 2) return limits;
  limits.bins = 240;
  limits.slices = std::max<std::size_t>(limits.slices / runs, 500);
  limits.points = std::max<std::size_t>(limits.points / runs, 500);
  limits.rows = std::max<std::size_t>(limits.rows / runs, 100);
  return limits;
}

ShownRun::ShownRun(const report::Report& shown, Limits of_page)
    : report(shown), limits(of_page), analysis(shown), worked(report::files_of_run(shown)) {
  std::erase_if(worked, [](const Record* file) { return !has_times(*file); });
  end = end_of(report, worked);
}

}  // namespace mpietl::view::html
