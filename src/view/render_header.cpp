#include <algorithm>
#include <array>

#include "view/numbers.hpp"
#include "view/sections.hpp"

namespace mpietl::view {

namespace {

/// The texts that are not empty, with a separator between them.
template <class Texts>
std::string joined(const Texts& texts, const std::string& separator) {
  std::string all;
  for (const std::string& text : texts) {
    if (!text.empty()) all += (all.empty() ? "" : separator) + text;
  }
  return all;
}

/// "a,b" as "a, b", which can be broken into lines.
std::string spaced(const std::string& names) {
  std::string text;
  for (const char c : names) text += c == ',' ? std::string(", ") : std::string(1, c);
  return text;
}

std::string layout_of(const report::Summary& summary) {
  std::string text =
      plural(summary.ranks, "rank") + " × " + plural(summary.threads_per_rank, "thread");
  if (!summary.hosts.empty()) {
    text += " on " + plural(1 + std::ranges::count(summary.hosts, ','), "host");
  }
  return text + (summary.schedule.empty() ? "" : ", schedule " + summary.schedule);
}

std::string software_of(const report::Summary& summary) {
  const auto named = [](const std::string& name, const std::string& version) {
    return version.empty() ? "" : name + " " + version;
  };
  return joined(std::array{summary.mpi_library, named("libsndfile", summary.libsndfile_version),
                           named("HDF5", summary.hdf5_version)},
                " · ");
}

std::string settings_of(const report::Summary& summary) {
  std::vector<std::string> settings;
  for (const auto& [name, value] : summary.environment) {
    settings.push_back(name);
    settings.back() += "=" + value;
  }
  return joined(settings, "  ");
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
  page.line({{joined(std::array<std::string, 3>{"mpietl", summary.mpietl_version, "report"}, " "),
              Style::strong},
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
