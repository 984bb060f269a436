#include <string>

#include "mpietl/core/text.hpp"
#include "view/text/sections.hpp"
#include "view/words.hpp"

namespace mpietl::view {

namespace {

/// "0: 98 · 1: 2"
std::string statuses_of(const report::CommandUse& use) {
  std::string text;
  for (const auto& [status, files] : use.exit_statuses) {
    text += (text.empty() ? "" : " · ") + std::to_string(status) + ": " + plural(files, "file");
  }
  return text;
}

}  // namespace

void print_commands(Page& page, const report::Analysis& analysis) {
  const report::CommandUse& use = analysis.commands;
  if (use.files == 0) return;
  page.heading("Commands", "user time " + format_duration(use.user_seconds) + ", system time " +
                               format_duration(use.system_seconds));
  page.prose("exit status " + statuses_of(use));
  Grid grid({{"of one", Align::left}, {"median"}, {"p95"}, {"p99"}, {"max"}});
  const auto add = [&](const char* name, const report::Spread& spread, auto format) {
    grid.row(
        {name, format(spread.median), format(spread.p95), format(spread.p99), format(spread.max)});
  };
  add("processor time", use.cpu_seconds, format_duration);
  add("memory", use.memory_bytes, format_size);
  grid.print(page);
}

}  // namespace mpietl::view
