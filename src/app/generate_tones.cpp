#include <cstdio>

#include "app/results.hpp"
#include "app/tones.hpp"
#include "mpietl/app/commands.hpp"
#include "mpietl/comm/clock.hpp"
#include "mpietl/comm/collectives.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/job/forecast.hpp"
#include "mpietl/job/items.hpp"
#include "mpietl/job/job.hpp"
#include "mpietl/job/job_file.hpp"

namespace mpietl::app {

namespace {

ExitStatus print_tones(const report::FileRows& rows, std::int64_t count, double seconds) {
  bool is_all_done = true;
  for (std::size_t i = 0; i < rows.size; ++i) {
    const Record record = rows.at(i);
    if (record.status == Status::failed) {
      std::printf("%s failed: %s\n", record.path.c_str(), record.error.c_str());
      is_all_done = false;
    } else {
      std::printf("%s made in %.2fs\n", record.path.c_str(), record.total_seconds);
    }
  }
  const auto kept = count - static_cast<std::int64_t>(rows.size);
  if (kept > 0) std::printf("%lld kept, they were there\n", static_cast<long long>(kept));
  std::printf("generate took %.2fs total\n", seconds);
  return flush_results() && is_all_done ? ExitStatus::all_done : ExitStatus::some_failed;
}

}  // namespace

ExitStatus generate_tones(const comm::Communicator& world, const GenerateRequest& request) {
  job::Job job;
  job.generate = request.tones;
  job.threads = request.threads;
  job::ItemList missing;
  comm::from_root(world, [&] {
    job.progress = job::progress_style_from(request.progress);
    job::validate(job);
    missing = job::missing_tones(request.tones);
    job::check_space({job::as_large(missing)});
    return Bytes{};
  });
  const Ranks ranks{world, comm::share_clock(world, JobClock()),
                    threads_of_rank(world, job.threads), job.progress};
  const auto records = make_tones(ranks, request.tones, missing);
  return status_from_root(world, [&] {
    return print_tones(rows_of(records, missing), request.tones.count, ranks.clock.now());
  });
}

}  // namespace mpietl::app
