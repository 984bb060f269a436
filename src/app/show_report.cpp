#include <unistd.h>

#include <cstdio>
#include <cstdlib>

#include "mpietl/app/commands.hpp"
#include "mpietl/app/progress_display.hpp"
#include "mpietl/report/file.hpp"
#include "mpietl/report/render.hpp"

namespace mpietl::app {

ExitStatus show_report(const ReportRequest& request) {
  const auto report = report::read(request.path);
  const bool is_terminal = ::isatty(::fileno(stdout)) != 0;
  // A pipe has no width: long paths stay whole there.
  constexpr int columns_of_a_pipe = 200;
  const report::Layout layout{terminal_columns(stdout, is_terminal ? 80 : columns_of_a_pipe),
                              is_terminal && std::getenv("NO_COLOR") == nullptr};
  std::fputs(report::render(report, layout).c_str(), stdout);
  return ExitStatus::all_done;
}

}  // namespace mpietl::app
