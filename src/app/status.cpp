#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string_view>
#include <thread>

#include "app/commands.hpp"
#include "app/job_status.hpp"
#include "app/results.hpp"
#include "mpietl/core/exit_status.hpp"
#include "mpietl/core/stopwatch.hpp"

namespace mpietl::app {

namespace {

// Repeated reading of the journal takes at most a tenth of the time.
constexpr double least_pause_by_reading = 9.0;
constexpr job::Duration usual_interval{5.0};

void print(const view::JobStatus& status, const StatusRequest& request, bool is_first) {
  if (request.json) {
    view::write_json(
        status, [](std::string_view text) { std::fwrite(text.data(), 1, text.size(), stdout); });
    return;
  }
  if (request.watch && ::isatty(::fileno(stdout)) != 0) {
    std::fputs("\033[H\033[J", stdout);  // from the top of a cleared screen
  } else if (!is_first) {
    std::fputs("\n", stdout);
  }
  std::fputs(view::render(status).c_str(), stdout);
  const bool can_go_on =
      status.state == view::JobState::stopped || status.state == view::JobState::died;
  if (can_go_on && !status.command_line.empty()) {
    std::printf("continue%s with: %s\n", status.ranks > 1 ? " (under mpirun as before)" : "",
                to_resume(status.command_line).c_str());
  }
}

}  // namespace

ExitStatus show_status(const StatusRequest& request) {
  for (bool is_first = true;; is_first = false) {
    const Stopwatch reading;
    const auto status = read_status(request.report);
    const double seconds = reading.seconds();
    print(status, request, is_first);
    if (!flush_results()) return ExitStatus::not_started;
    const bool is_read = std::ferror(stdout) == 0;
    if (!request.watch || !is_read || status.state != view::JobState::running) {
      return exit_status_of(status);
    }
    std::this_thread::sleep_for(std::chrono::duration<double>(std::max(
        request.interval.value_or(usual_interval).seconds, least_pause_by_reading * seconds)));
  }
}

}  // namespace mpietl::app
