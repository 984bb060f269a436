#include "mpietl/report/comparison.hpp"

#include <map>

#include "report/differences.hpp"
#include "report/digests.hpp"

namespace mpietl::report {

namespace {

/// Gives runs of one configuration the name of the first of them, and numbers them.
void name_configurations(std::vector<NamedRun>& runs) {
  struct Group {
    std::string name;
    std::int64_t runs = 0;
  };
  std::map<std::map<std::string, std::string>, Group> groups;
  std::map<std::string, int> uses;
  for (NamedRun& run : runs) {
    Group& group = groups[configuration_of(run)];
    if (group.runs == 0) {
      const int use = ++uses[run.configuration];
      group.name = run.configuration + (use > 1 ? " #" + std::to_string(use) : "");
    }
    run.configuration = group.name;
    run.repetition = ++group.runs;
  }
}

/// The first run of the same job before that of `index`; else the first of all.
std::size_t partner_of(const std::vector<NamedRun>& runs, std::size_t index) {
  for (std::size_t i = 0; i < index; ++i) {
    if (is_same_job(runs[i].report, runs[index].report)) return i;
  }
  return 0;
}

}  // namespace

Comparison compare(std::vector<NamedRun> runs) {
  Comparison comparison;
  comparison.runs.runs = std::move(runs);
  auto& all = comparison.runs.runs;
  comparison.differences = differences_of(all);
  name_configurations(all);
  comparison.rows = scaling_of_any(comparison.runs);
  comparison.kind = kind_of(comparison.rows);
  for (std::size_t i = 1; i < all.size(); ++i) {
    comparison.pairs.push_back(pair_of(all, partner_of(all, i), i));
  }
  return comparison;
}

}  // namespace mpietl::report
