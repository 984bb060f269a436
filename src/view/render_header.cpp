#include "mpietl/report/measures.hpp"
#include "view/numbers.hpp"
#include "view/sections.hpp"
#include "view/summary_words.hpp"

namespace mpietl::view {

namespace {

/// "a,b" as "a, b", which can be broken into lines.
std::string spaced(const std::string& names) {
  std::string text;
  for (const char c : names) text += c == ',' ? std::string(", ") : std::string(1, c);
  return text;
}

std::string layout_of(const report::Summary& summary) {
  std::string text =
      plural(summary.ranks, "rank") + " × " + plural(summary.threads_per_rank, "thread");
  const auto hosts = report::host_count(summary);
  if (hosts > 0) text += " on " + plural(hosts, "host");
  return text + (summary.schedule.empty() ? "" : ", schedule " + summary.schedule);
}

std::string shard_of(const report::Summary& summary) {
  if (summary.shard.empty()) return "";
  return summary.shard + ", of a list of " + plural(summary.list_items, "file");
}

std::string parts_of(const report::Summary& summary) {
  if (summary.joined == 0) return "";
  return plural(summary.joined, "report") + ", of " + plural(summary.list_items, "file");
}

/// "1,000 files: 990 done, 10 failed"
Line line_of(const report::Counts& counted) {
  Line line{{plural(counted.items, "file") + ": " + format_count(counted.done) + " done"}};
  if (counted.failed > 0) {
    line.push_back({", "});
    line.push_back({format_count(counted.failed) + " failed", Style::bad});
  }
  if (counted.skipped > 0) {
    line.push_back({", "});
    line.push_back({format_count(counted.skipped) + " skipped", Style::odd});
  }
  return line;
}

}  // namespace

void print_machine(Page& page, const report::Summary& summary) {
  page.field("hosts", spaced(summary.hosts));
  page.field("software", software_of(summary));
}

void print_header(Page& page, const report::Analysis& analysis) {
  const report::Summary& summary = analysis.report->summary;
  const report::Counts& counted = analysis.counts;
  const std::string version = summary.mpietl_version.empty() ? "" : " " + summary.mpietl_version;
  page.line({{"mpietl" + version + " report", Style::strong},
             {summary.created.empty() ? "" : "  " + summary.created, Style::faint}});
  const Style verdict = summary.status == "complete" ? Style::good : Style::bad;
  page.line({{summary.status.empty() ? "unknown" : summary.status, verdict},
             {" in " + format_duration(summary.wall_seconds)}});
  page.text(0, summary.reason, verdict);
  page.line(line_of(counted));
  if (summary.status == "partial" && summary.joined > 0) {
    page.text(
        0,
        "go on with one run of the whole list: the command of a part without --shard, and with "
        "this --report and --resume",
        Style::strong);
  } else if (summary.status == "partial" && counted.skipped > 0) {
    page.text(0, "go on with the command below and --resume", Style::strong);
  }
  print_overload(page, analysis);
  print_clock_error(page, analysis);
  page.line({});
  page.field("command", summary.command_line);
  page.field("shard", shard_of(summary));
  page.field("joined", parts_of(summary));
  page.field("layout", layout_of(summary));
  print_machine(page, summary);
  page.field("seed", std::to_string(summary.seed));
  page.field("settings", settings_of(summary));
}

}  // namespace mpietl::view
