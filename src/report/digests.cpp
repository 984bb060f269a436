#include "report/digests.hpp"

#include <string_view>
#include <unordered_map>

#include "report/differences.hpp"

namespace mpietl::report {

namespace {

/// Finds rows by path; at the same place as a rule, for lists are in one order.
class Rows {
 public:
  explicit Rows(const std::vector<Record>& files) : files_(files) {}

  const Record* find(const std::string& path, std::size_t likely) {
    if (likely < files_.size() && files_[likely].path == path) return &files_[likely];
    if (by_path_.empty()) {
      for (const Record& file : files_) by_path_.emplace(file.path, &file);
    }
    const auto found = by_path_.find(path);
    return found == by_path_.end() ? nullptr : found->second;
  }

 private:
  const std::vector<Record>& files_;
  std::unordered_map<std::string_view, const Record*> by_path_;
};

bool has_digest(const Record& file) { return file.status == Status::done && !file.digest.empty(); }

void hold_against(const Record& first, const Record& second, FilePair& pair) {
  if (!has_digest(first) || !has_digest(second)) return;
  if (first.digest == second.digest) {
    ++pair.same_digests;
  } else if (pair.is_same_job) {
    const bool is_changed = first.fingerprint != second.fingerprint;
    pair.mismatches.push_back({first.path, first.digest, second.digest, is_changed});
  }
}

}  // namespace

FilePair pair_of(const std::vector<NamedRun>& runs, std::size_t first, std::size_t second) {
  const auto& first_files = runs[first].report.files;
  const auto& second_files = runs[second].report.files;
  FilePair pair;
  pair.first = first;
  pair.second = second;
  pair.is_same_job = is_same_job(runs[first].report, runs[second].report);
  Rows rows(second_files);
  for (std::size_t i = 0; i < first_files.size(); ++i) {
    const Record* const other = rows.find(first_files[i].path, i);
    if (other == nullptr) {
      ++pair.only_in_first;
      continue;
    }
    ++pair.in_both;
    hold_against(first_files[i], *other, pair);
  }
  pair.only_in_second = static_cast<std::int64_t>(second_files.size()) - pair.in_both;
  return pair;
}

}  // namespace mpietl::report
