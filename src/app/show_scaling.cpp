#include <cstdio>

#include "app/results.hpp"
#include "app/scaling_plan.hpp"
#include "mpietl/app/commands.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/report/file.hpp"

namespace mpietl::app {

ExitStatus show_scaling(const PlanRequest& request) {
  const auto report = report::read(request.report);
  if (report.summary.joined > 0) {
    throw Error(
        Reason::usage,
        escape(request.report) +
            " was joined of reports whose runs were apart, which does not tell how long one "
            "of them took; give the report of one run, such as that of a shard");
  }
  const auto pilot = report::pilot_of(report);
  if (pilot.files.empty()) {
    throw Error(Reason::usage, escape(request.report) +
                                   ": no file of this run is done, so it tells nothing of costs; "
                                   "run the job on some files first");
  }
  const auto plan = make_scaling_plan(pilot, question_of(request, pilot));
  std::fputs(scaling_text(plan, pilot).c_str(), stdout);
  return flush_results() ? ExitStatus::all_done : ExitStatus::some_failed;
}

}  // namespace mpietl::app
