#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "mpietl/core/text.hpp"
#include "view/text/sections.hpp"
#include "view/text/terminal_text.hpp"
#include "view/words.hpp"

namespace mpietl::view {

namespace {

/// Whether one of the slowest files is from an earlier run.
bool has_runs(const report::Analysis& analysis) {
  return std::ranges::any_of(analysis.slowest, [&](const report::SlowFile& slow) {
    return slow.file->run != analysis.report->summary.run;
  });
}

std::vector<std::string> cells_of(const report::SlowFile& slow, const TimeScale& scale) {
  const Record& file = *slow.file;
  return {scale.format(file.total_seconds),
          format_size(static_cast<double>(file.bytes_in)),
          std::to_string(file.rank),
          std::to_string(file.thread),
          slow.host,
          file.path,
          slow.why};
}

}  // namespace

void print_slowest(Page& page, const report::Analysis& analysis) {
  const auto& files = analysis.slowest;
  if (files.empty()) return;
  const bool with_runs = has_runs(analysis);
  const bool with_hosts = analysis.hosts.size() > 1;
  page.heading("Slowest files",
               "why: compared with the typical file; stages with the usual time for the size");
  const TimeScale scale(std::array{files.front().file->total_seconds});
  std::vector<GridColumn> columns{{scale.unit()},
                                  {"size in", Align::right, 1},
                                  {"rank", Align::right, 3},
                                  {"thread", Align::right, 5},
                                  {"host", Align::left, 2, Cut::middle},
                                  {"path", Align::left, 0, Cut::middle, Style::plain, 16},
                                  {"why", Align::left, 0, Cut::end, Style::plain, 42}};
  constexpr std::ptrdiff_t host = 4;
  if (!with_hosts) columns.erase(columns.begin() + host);
  if (with_runs) columns.insert(columns.begin(), {"run", Align::right, 4});
  Grid grid(std::move(columns));
  for (const report::SlowFile& slow : files) {
    auto cells = cells_of(slow, scale);
    if (!with_hosts) cells.erase(cells.begin() + host);
    if (with_runs) cells.insert(cells.begin(), std::to_string(slow.file->run));
    grid.row(std::move(cells));
  }
  grid.print(page);
}

void print_quality(Page& page, const report::Analysis& analysis) {
  const report::Quality& quality = analysis.quality;
  if (quality.samples <= 0.0) return;
  page.heading("Quality");
  Grid grid({{"", Align::left}, {"samples"}, {"share"}, {"files"}});
  bool is_clean = true;
  const auto add = [&](const std::string& name, const report::Flagged& sum, Style style) {
    if (sum.files == 0) return;
    is_clean = false;
    grid.row({name, format_fixed(sum.samples, 0), format_percent(sum.samples, quality.samples),
              format_count(sum.files)},
             style);
  };
  add("clipped", quality.clipped, Style::plain);
  add("saturated", quality.saturated, Style::warning);
  add("not finite", quality.not_finite, Style::warning);
  add("silent inputs", quality.silent, Style::plain);
  if (is_clean) {
    page.text(2, "no sample was clipped, saturated, not finite, or silent in the input");
    return;
  }
  grid.print(page);
  if (quality.mostly_silent_files > 0) {
    page.text(2,
              plural(quality.mostly_silent_files, "input") +
                  " mostly silent: below −60 dBFS in more than half of the samples",
              Style::warning);
  }
}

namespace {

constexpr std::size_t max_failed = 20;
constexpr std::size_t max_skipped = 20;
constexpr std::size_t max_warned = 5;

void print_paths(Page& page, const report::Group& group, std::size_t count) {
  constexpr std::size_t indent = 6;
  for (std::size_t i = 0; i < count; ++i) {
    page.line({{std::string(indent, ' ')},
               {cut_middle(printable(group.files[i]->path), page.columns() - indent)}});
  }
  if (group.files.size() > count) {
    const std::string rest = format_count(group.files.size() - count);
    page.line({{std::string(indent, ' ') + "… and " + rest + " more", Style::faint}});
  }
}

/// Every reason with some of its files: at most `most` files and `most` reasons.
void print_groups(Page& page, const std::vector<report::Group>& groups, std::size_t max_files,
                  Style style) {
  const std::size_t shown = std::min(groups.size(), max_files);
  std::size_t left = max_files;
  for (std::size_t i = 0; i < shown; ++i) {
    const report::Group& group = groups[i];
    const std::size_t fair = std::max<std::size_t>(1, left / (shown - i));
    const std::size_t count = std::min(fair, group.files.size());
    left -= count;
    const std::string times =
        group.files.size() == 1 ? "" : " (" + plural(group.files.size(), "file") + ")";
    const std::string reason = group.reason.empty() ? "no reason was recorded" : group.reason;
    page.text(2, reason + times, style);
    const std::string advice = advice_for(group.kind);
    if (!advice.empty()) page.text(4, "→ " + advice, Style::faint);
    print_paths(page, group, count);
  }
  if (groups.size() > shown) {
    std::size_t rest = 0;
    for (std::size_t i = shown; i < groups.size(); ++i) rest += groups[i].files.size();
    page.line({{"  … and " + format_count(rest) + " more files for " +
                    format_count(groups.size() - shown) + " other reasons",
                Style::faint}});
  }
}

void print_section(Page& page, const std::string& title, const std::vector<report::Group>& groups,
                   std::size_t max_files, Style style) {
  if (groups.empty()) return;
  std::size_t files = 0;
  for (const report::Group& group : groups) files += group.files.size();
  page.heading(title, format_count(files));
  print_groups(page, groups, max_files, style);
}

}  // namespace

void print_failures(Page& page, const report::Analysis& analysis) {
  if (analysis.failed.empty()) return;
  print_section(page, "Failed files", analysis.failed, max_failed, Style::bad);
  page.text(2, "after repairing them, try them again: the command above with --resume");
}

void print_skipped(Page& page, const report::Analysis& analysis) {
  print_section(page, "Skipped files with a reason", analysis.skipped, max_skipped, Style::warning);
}

void print_dropped(Page& page, const report::Analysis& analysis) {
  print_section(page, "Dropped files", analysis.dropped, max_skipped, Style::warning);
}

void print_warnings(Page& page, const report::Analysis& analysis) {
  print_section(page, "Files with warnings", analysis.warned, max_warned, Style::warning);
}

}  // namespace mpietl::view
