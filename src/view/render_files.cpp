#include <algorithm>
#include <array>

#include "mpietl/report/groups.hpp"
#include "mpietl/report/quality.hpp"
#include "view/grid.hpp"
#include "view/numbers.hpp"
#include "view/sections.hpp"
#include "view/terminal_text.hpp"

namespace mpietl::view {

namespace {

constexpr std::size_t most_slowest = 10;
constexpr std::size_t most_failed = 20;
constexpr std::size_t most_skipped = 20;
constexpr std::size_t most_warned = 5;

std::string count_of(std::size_t count) { return format_count(static_cast<std::int64_t>(count)); }

template <class Wanted>
std::vector<const Record*> select(const std::vector<Record>& files, const Wanted& is_wanted) {
  auto selected = report::all_files(files);
  std::erase_if(selected, [&](const Record* file) { return !is_wanted(*file); });
  return selected;
}

void print_paths(Page& page, const report::Group& group, std::size_t count) {
  constexpr std::size_t indent = 6;
  for (std::size_t i = 0; i < count; ++i) {
    page.line({{std::string(indent, ' ')},
               {cut_middle(printable(group.files[i]->path), page.columns() - indent)}});
  }
  if (group.files.size() > count) {
    const std::string rest = count_of(group.files.size() - count);
    page.line({{std::string(indent, ' ') + "… and " + rest + " more", Style::faint}});
  }
}

/// Every reason with some of its files: `most` files in all, and `most` reasons.
void print_groups(Page& page, const std::vector<report::Group>& groups, std::size_t most,
                  Style style) {
  const std::size_t shown = std::min(groups.size(), most);
  std::size_t left = most;
  for (std::size_t i = 0; i < shown; ++i) {
    const report::Group& group = groups[i];
    const std::size_t fair = std::max<std::size_t>(1, left / (shown - i));
    const std::size_t count = std::min(fair, group.files.size());
    left -= count;
    const std::string times =
        group.files.size() == 1 ? "" : " (" + count_of(group.files.size()) + " files)";
    const std::string reason = group.reason.empty() ? "no reason was recorded" : group.reason;
    page.text(2, reason + times, style);
    print_paths(page, group, count);
  }
  if (groups.size() > shown) {
    std::size_t rest = 0;
    for (std::size_t i = shown; i < groups.size(); ++i) rest += groups[i].files.size();
    page.line({{"  … and " + count_of(rest) + " more files for " + count_of(groups.size() - shown) +
                    " other reasons",
                Style::faint}});
  }
}

}  // namespace

void print_slowest(Page& page, const report::Report& report) {
  const auto files = report::slowest(report::all_files(report.files), most_slowest);
  if (files.empty()) return;
  page.heading("Slowest files");
  const TimeScale scale(std::array{files.front()->total_seconds});
  std::vector<GridColumn> columns{{scale.unit()},
                                  {"size in", Align::right, 1},
                                  {"rank", Align::right, 2},
                                  {"thread", Align::right, 3},
                                  {"path", Align::left, 0, true}};
  const bool has_runs = std::ranges::any_of(
      files, [&](const Record* file) { return file->run != report.summary.run; });
  if (has_runs) columns.insert(columns.begin(), {"run", Align::right, 4});
  Grid grid(std::move(columns));
  for (const Record* file : files) {
    std::vector<std::string> cells;
    if (has_runs) cells.push_back(std::to_string(file->run));
    for (auto& cell :
         {scale.format(file->total_seconds), format_size(static_cast<double>(file->bytes_in)),
          std::to_string(file->rank), std::to_string(file->thread), file->path}) {
      cells.push_back(cell);
    }
    grid.row(std::move(cells));
  }
  grid.print(page);
}

void print_failures(Page& page, const report::Report& report) {
  const auto failed =
      select(report.files, [](const Record& file) { return file.status == Status::failed; });
  if (failed.empty()) return;
  page.heading("Failed files", count_of(failed.size()));
  print_groups(page, report::group_by(failed, &Record::error), most_failed, Style::bad);
}

void print_skipped(Page& page, const report::Report& report) {
  const auto skipped = select(report.files, [](const Record& file) {
    return file.status == Status::skipped && !file.error.empty();
  });
  if (skipped.empty()) return;
  page.heading("Skipped files with a reason", count_of(skipped.size()));
  print_groups(page, report::group_by(skipped, &Record::error), most_skipped, Style::odd);
}

void print_warnings(Page& page, const report::Report& report) {
  const auto warned =
      select(report.files, [](const Record& file) { return !file.warning.empty(); });
  if (warned.empty()) return;
  page.heading("Files with warnings", count_of(warned.size()));
  print_groups(page, report::group_by(warned, &Record::warning), most_warned, Style::odd);
}

void print_quality(Page& page, const report::Report& report) {
  const auto files = report::all_files(report.files);
  const auto quality = report::quality_of(files);
  const double all = quality.samples;
  if (all <= 0.0) return;
  page.heading("Quality");
  Grid grid({{"", Align::left}, {"samples"}, {"share"}, {"files"}});
  const auto add = [&](const std::string& name, const report::Flagged& sum, Style style) {
    grid.row({name, format_fixed(sum.samples, 0), format_percent(sum.samples, all),
              format_count(sum.files)},
             sum.files > 0 ? style : Style::plain);
  };
  add("clipped", quality.clipped, Style::plain);
  add("saturated", quality.saturated, Style::odd);
  add("not finite", quality.not_finite, Style::odd);
  add("silent", quality.silent, Style::plain);
  grid.print(page);
}

}  // namespace mpietl::view
