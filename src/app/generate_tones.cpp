#include <cstdio>

#include "app/tones.hpp"
#include "mpietl/app/commands.hpp"
#include "mpietl/comm/clock.hpp"
#include "mpietl/comm/collectives.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/job/job_file.hpp"
#include "mpietl/job/progress_style.hpp"

namespace mpietl::app {

ExitStatus generate_tones(const comm::Communicator& world, const GenerateRequest& request) {
  job::Job job;
  job.generate = request.tones;
  job.threads = request.threads;
  std::vector<job::Item> missing;
  comm::from_root(world, [&] {
    job.progress = job::progress_style_from(request.progress);
    job::validate(job);
    missing = job::missing_tones(request.tones);
    job::check_space(missing);
    return Bytes{};
  });
  const Ranks ranks{world, comm::share_clock(world, JobClock()),
                    threads_of_rank(world, job.threads), job.progress};
  const auto records = make_tones(ranks, request.tones, missing);
  if (world.is_root()) {
    for (const auto& record : records) {
      std::printf("%s made in %.2fs\n", record.path.c_str(), record.total_seconds);
    }
    const auto kept = request.tones.count - static_cast<std::int64_t>(records.size());
    if (kept > 0) std::printf("%lld kept, they were there\n", static_cast<long long>(kept));
    std::printf("generate took %.2fs total\n", ranks.clock.now());
  }
  return ExitStatus::all_done;
}

}  // namespace mpietl::app
