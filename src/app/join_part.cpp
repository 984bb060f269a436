#include "app/join_part.hpp"

#include <algorithm>
#include <utility>

#include "app/journal_report.hpp"
#include "app/rebuild.hpp"
#include "app/sweep.hpp"
#include "mpietl/io/discover.hpp"
#include "mpietl/journal/journal.hpp"
#include "mpietl/report/file.hpp"

namespace mpietl::app {

namespace {

report::Report whole(JournalReport made) {
  report::Report report;
  static_cast<report::Overview&>(report) = std::move(made.overview);
  const auto rows = rows_of(*made.rows);
  report.files.reserve(rows.size);
  for (std::size_t row = 0; row < rows.size; ++row) report.files.push_back(rows.at(row));
  return report;
}

/// Whether a run in the journal began after the one that the report is of.
bool is_newer(const journal::Past& past, const report::Report& report) {
  return std::ranges::any_of(past.runs, [&](const journal::PastRun& past_run) {
    return past_run.run.number > report.summary.run;
  });
}

}  // namespace

std::optional<report::Part> part_of(const std::string& path) {
  const bool is_there = io::file_bytes(path) >= 0;
  report::Part part{path, {}};
  if (is_there) part.report = report::read(path);
  const auto folder = journal::folder_of(path);
  const auto past = journal::read(folder, [](const auto&) {});
  if (is_there && !is_newer(past, part.report)) return part;
  auto made = read_journal_report({folder, path});
  if (!made) return std::nullopt;
  part.report = whole(std::move(*made));
  remove_leftovers(path, part.report.files, past.runs);
  return part;
}

}  // namespace mpietl::app
