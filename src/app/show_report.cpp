#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <variant>

#include "app/results.hpp"
#include "mpietl/app/commands.hpp"
#include "mpietl/app/progress_display.hpp"
#include "mpietl/comm/communicator.hpp"
#include "mpietl/report/render.hpp"
#include "mpietl/report/runs.hpp"

namespace mpietl::app {

namespace {

std::string text_of(const ReportRequest& request, const report::Layout& layout) {
  if (request.run) return render(report::read_run(request.path, *request.run), layout);
  const auto content = report::read_any(request.path);
  if (const auto* runs = std::get_if<report::Runs>(&content)) return render_runs(*runs, layout);
  return render(std::get<report::Report>(content), layout);
}

}  // namespace

ExitStatus show_report(const ReportRequest& request) {
  // Open MPI gives its ranks a terminal, though their output may go to a file.
  const bool is_terminal = ::isatty(::fileno(stdout)) != 0 && !comm::launcher_rank();
  // A pipe has no width: long paths stay whole there.
  constexpr int columns_of_a_pipe = 200;
  const report::Layout layout{is_terminal ? terminal_columns(stdout, 80) : columns_of_a_pipe,
                              is_terminal && std::getenv("NO_COLOR") == nullptr};
  std::fputs(text_of(request, layout).c_str(), stdout);
  return flush_results() ? ExitStatus::all_done : ExitStatus::some_failed;
}

}  // namespace mpietl::app
