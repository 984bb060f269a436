#include "app/missing_report.hpp"

#include "app/results.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/io/files/file_system.hpp"
#include "mpietl/journal/journal.hpp"

namespace mpietl::app {

namespace {

std::string how_to_go_on(const journal::PastRun& newest) {
  if (newest.seems_alive) return "its run seems to be alive: wait for its end";
  const auto& command = newest.run.command_line;
  return "its run was killed: continue with " +
         (command.empty() ? "the same command and --resume" : to_resume(command));
}

}  // namespace

void refuse_unfinished(const std::string& path) {
  const auto folder = journal::folder_of(path);
  if (io::file_bytes(path) >= 0 || !io::is_folder(folder)) return;
  const auto past = journal::read(folder, [](const auto&) {});
  if (past.runs.empty()) return;
  throw Error(Reason::not_found,
              "there is no report " + escape(path) + " yet; " + how_to_go_on(past.runs.back()) +
                  ", or make a report of the results so far with: mpietl report --from-journal " +
                  escape(folder));
}

}  // namespace mpietl::app
