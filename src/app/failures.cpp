#include "app/failures.hpp"

#include <algorithm>
#include <cstdio>
#include <span>
#include <vector>

#include "mpietl/core/text.hpp"
#include "mpietl/report/analysis/analysis.hpp"

namespace mpietl::app {

namespace {

constexpr std::size_t most_reasons = 5;

std::vector<Record> failed_of(const report::FileRows& files) {
  std::vector<Record> failed;
  for (std::size_t i = 0; i < files.size; ++i) {
    const Record file = files.at(i);
    if (file.status != Status::failed) continue;
    auto& kept = failed.emplace_back();
    kept.path = file.path;
    kept.error = file.error;
  }
  return failed;
}

void print_reason(const report::Group& group) {
  const auto& first = *group.files.front();
  if (group.files.size() == 1) {
    std::fprintf(stderr, "mpietl: %s failed: %s\n", first.path.c_str(), first.error.c_str());
    return;
  }
  std::fprintf(stderr, "mpietl: %zu failed, %s and %zu more: %s\n", group.files.size(),
               first.path.c_str(), group.files.size() - 1, group.reason.c_str());
}

void print_rest(std::span<const report::Group> groups) {
  if (groups.empty()) return;
  std::size_t files = 0;
  for (const auto& group : groups) files += group.files.size();
  std::fprintf(stderr, "mpietl: %zu failed for %zu other reasons\n", files, groups.size());
}

}  // namespace

void print_failures(const report::Summary& summary, const report::FileRows& files,
                    const std::string& report_path) {
  if (summary.failed == 0) return;
  const auto failed = failed_of(files);
  std::vector<const Record*> all;
  for (const auto& file : failed) all.push_back(&file);
  const auto groups = report::group_by(all, &Record::error);
  const auto shown = std::min(groups.size(), most_reasons);
  for (std::size_t i = 0; i < shown; ++i) print_reason(groups[i]);
  print_rest(std::span(groups).subspan(shown));
  std::fprintf(stderr, "mpietl: %lld of %lld files failed; see them all with: mpietl report %s\n",
               static_cast<long long>(summary.failed), static_cast<long long>(summary.items),
               escape(report_path).c_str());
}

}  // namespace mpietl::app
