#include <algorithm>

#include "view/numbers.hpp"
#include "view/sections.hpp"
#include "view/terminal_text.hpp"

namespace mpietl::view {

namespace {

constexpr std::size_t most_failed = 20;
constexpr std::size_t most_skipped = 20;
constexpr std::size_t most_warned = 5;

std::string count_of(std::size_t count) { return format_count(static_cast<std::int64_t>(count)); }

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

void print_section(Page& page, const std::string& title, const std::vector<report::Group>& groups,
                   std::size_t most, Style style) {
  if (groups.empty()) return;
  std::size_t files = 0;
  for (const report::Group& group : groups) files += group.files.size();
  page.heading(title, count_of(files));
  print_groups(page, groups, most, style);
}

}  // namespace

void print_failures(Page& page, const report::Analysis& analysis) {
  print_section(page, "Failed files", analysis.failed, most_failed, Style::bad);
}

void print_skipped(Page& page, const report::Analysis& analysis) {
  print_section(page, "Skipped files with a reason", analysis.skipped, most_skipped, Style::odd);
}

void print_warnings(Page& page, const report::Analysis& analysis) {
  print_section(page, "Files with warnings", analysis.warned, most_warned, Style::odd);
}

}  // namespace mpietl::view
