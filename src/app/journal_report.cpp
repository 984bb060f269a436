#include "app/journal_report.hpp"

#include <cstdio>
#include <filesystem>
#include <utility>

#include "app/past_runs.hpp"
#include "app/rebuild.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/report/file.hpp"

namespace mpietl::app {

namespace {

namespace fs = std::filesystem;

/// What a report that stands beside the journal knows of the same job; nothing where there is none.
report::Report report_before(const JournalPlace& place, const std::string& job) {
  std::error_code ignored;
  if (place.report.empty() || !fs::exists(place.report, ignored)) return {};
  try {
    auto report = report::read(place.report);
    if (is_same_job(report.summary.job, job)) return report;
  } catch (const Error& error) {
    std::fprintf(stderr, "mpietl: what the report before told is lost: %s\n", error.what());
  }
  return {};
}

void warn(const JournalPlace& place, const journal::Past& past, const PastItems& items) {
  std::int64_t damaged = 0;
  for (const auto& run : past.runs) damaged += run.damaged;
  const auto name = escape(place.folder);
  if (damaged > 0) {
    std::fprintf(stderr, "mpietl: %s is damaged in %lld places; what stood there is lost\n",
                 name.c_str(), static_cast<long long>(damaged));
  }
  if (past.left_alone > 0) {
    std::fprintf(stderr, "mpietl: %s holds %lld files that are no journals of this version\n",
                 name.c_str(), static_cast<long long>(past.left_alone));
  }
  if (!items.is_complete) {
    std::fprintf(stderr, "mpietl: %s has no whole list of the inputs; there may be more\n",
                 name.c_str());
  }
  if (past.runs.back().seems_alive) {
    std::fprintf(stderr, "mpietl: run %d seems to be alive; this is what it has told so far\n",
                 past.runs.back().run.number);
  }
}

}  // namespace

std::optional<JournalReport> read_journal_report(const JournalPlace& place) {
  auto past = journal::read(place.folder, [](const auto&) {});
  if (past.runs.empty()) return std::nullopt;
  auto items = items_of(place.folder, past);
  warn(place, past, items);
  auto rows = std::make_unique<JoinedRows>(std::move(items));
  auto overview =
      rebuild(place.folder, past, report_before(place, past.runs.back().run.job), *rows);
  return JournalReport{std::move(overview), std::move(rows), std::move(past)};
}

}  // namespace mpietl::app
