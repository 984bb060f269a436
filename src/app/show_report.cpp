#include <unistd.h>

#include <cstdio>
#include <cstdlib>

#include "app/results.hpp"
#include "mpietl/app/commands.hpp"
#include "mpietl/app/progress_display.hpp"
#include "mpietl/comm/communicator.hpp"
#include "mpietl/report/file.hpp"
#include "mpietl/report/render.hpp"

namespace mpietl::app {

ExitStatus show_report(const ReportRequest& request) {
  const auto report = report::read(request.path);
  // Open MPI gives its ranks a terminal, though their output may go to a file.
  const bool is_terminal = ::isatty(::fileno(stdout)) != 0 && !comm::launcher_rank();
  // A pipe has no width: long paths stay whole there.
  constexpr int columns_of_a_pipe = 200;
  const report::Layout layout{is_terminal ? terminal_columns(stdout, 80) : columns_of_a_pipe,
                              is_terminal && std::getenv("NO_COLOR") == nullptr};
  std::fputs(report::render(report, layout).c_str(), stdout);
  return flush_results() ? ExitStatus::all_done : ExitStatus::some_failed;
}

}  // namespace mpietl::app
