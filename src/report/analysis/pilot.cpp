#include "mpietl/report/analysis/pilot.hpp"

#include <algorithm>
#include <cmath>

#include "mpietl/report/analysis/hosts.hpp"

namespace mpietl::report {

namespace {

std::string extension_of(const std::string& path) {
  const auto name_at = path.rfind('/') + 1;
  const auto dot = path.rfind('.');
  return dot == std::string::npos || dot <= name_at ? "" : path.substr(dot);
}

double known_busy_seconds(const Record& file) {
  const double seconds = busy_seconds(file);
  return std::isfinite(seconds) ? std::max(0.0, seconds) : 0.0;
}

/// Busy time according to the files: what helpers do outside of the stages of a file is not in its
/// times. The ranks are those of the last run of the job.
double sharing_factor(const Report& report) {
  constexpr double max_factor = 4.0;
  double of_files = 0.0;
  double busy = 0.0;
  const auto runs = runs_on_clock(report);
  for (const auto& file : report.files) {
    if (runs.contains(file.run)) of_files += known_busy_seconds(file);
  }
  for (const auto& rank : report.ranks) busy += rank.busy_seconds;
  const bool is_known = report.summary.threads_per_rank > 1 && of_files > 0.0;
  return is_known && std::isfinite(busy) ? std::clamp(busy / of_files, 1.0, max_factor) : 1.0;
}

std::int64_t cpus_per_node(const Report& report) {
  std::size_t max_cpus = 1;
  for (const auto& host : hosts_of(report.ranks)) max_cpus = std::max(max_cpus, host.cpus.size());
  return static_cast<std::int64_t>(max_cpus);
}

double answer_seconds(const Report& report) {
  double sum = 0.0;
  double answers = 0.0;
  for (const auto& rank : report.ranks) {
    if (!(rank.answer_seconds > 0.0) || !std::isfinite(rank.answer_seconds)) continue;
    const auto grants = static_cast<double>(std::max<std::int64_t>(1, rank.grants));
    sum += grants * rank.answer_seconds;
    answers += grants;
  }
  return answers > 0.0 ? sum / answers : 0.0;
}

double serial_seconds(const Report& report) {
  double sum = 0.0;
  for (const auto& [phase, start, end] : report.phases) {
    const bool is_serial = phase == "listing" || phase == "gather" || phase == "write";
    if (is_serial && std::isfinite(end - start)) sum += std::max(0.0, end - start);
  }
  return sum;
}

}  // namespace

Pilot pilot_of(const Report& report) {
  Pilot pilot;
  const double factor = sharing_factor(report);
  for (const auto& file : report.files) {
    if (file.status != Status::done) continue;
    pilot.files.push_back({extension_of(file.path), std::max<std::int64_t>(0, file.bytes_in),
                           factor * known_busy_seconds(file)});
  }
  pilot.items = static_cast<std::int64_t>(report.files.size());
  pilot.answer_seconds = answer_seconds(report);
  pilot.serial_seconds = serial_seconds(report);
  pilot.threads_per_rank = std::max<std::int64_t>(1, report.summary.threads_per_rank);
  pilot.cpus_per_node = cpus_per_node(report);
  return pilot;
}

}  // namespace mpietl::report
