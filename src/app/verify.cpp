#include <cstdio>

#include "app/commands.hpp"
#include "app/cores.hpp"
#include "app/missing_report.hpp"
#include "app/output_places.hpp"
#include "app/progress_display.hpp"
#include "app/results.hpp"
#include "app/run_report.hpp"
#include "app/shared_folders.hpp"
#include "mpietl/comm/clock.hpp"
#include "mpietl/comm/collectives.hpp"
#include "mpietl/core/exit_status.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/job/job.hpp"
#include "mpietl/report/hdf5/file.hpp"
#include "mpietl/run/local_team.hpp"
#include "mpietl/run/process_item.hpp"
#include "mpietl/run/supervision.hpp"

namespace mpietl::app {

namespace {

/// The outputs of a report at their current paths; an item's identity is its digest.
job::ItemList outputs_of(const report::Report& report, const OutputPlaces& places) {
  places.require(report.files);
  job::ItemList items;
  job::Naming naming;
  naming.is_target = true;
  items.begin_group(naming);
  for (const auto& file : report.files) {
    if (file.status != Status::done || file.output.empty()) continue;
    items.add(places.of(unescape(file.output)), file.digest);
    items.set_status(items.size() - 1, {file.bytes_out, false});
  }
  return items;
}

ExitStatus print_verdicts(const report::FileRows& rows, const report::Report& report,
                          double seconds) {
  std::size_t wrong = 0;
  for (std::size_t i = 0; i < rows.size; ++i) {
    const Record record = rows.at(i);
    if (record.status != Status::failed) continue;
    std::printf("%s: %s\n", record.path.c_str(), record.error.c_str());
    ++wrong;
  }
  if (const auto others = report.files.size() - rows.size; others > 0) {
    std::printf("%zu of %zu inputs have no output in this report\n", others, report.files.size());
  }
  std::printf("verify took %.2fs total: %zu of %zu outputs match the report\n", seconds,
              rows.size - wrong, rows.size);
  return flush_results() && wrong == 0 ? ExitStatus::all_done : ExitStatus::some_failed;
}

}  // namespace

ExitStatus verify_outputs(const comm::Communicator& world, const VerifyRequest& request) {
  report::Report report;
  job::ItemList items;
  comm::run_on_root(world, [&] {
    refuse_unfinished(request.report);
    report = report::read(request.report);
    items = outputs_of(report, {report.summary, request.root});
    return Bytes{};
  });
  const dispatch::Ranks ranks{.world = world,
                              .clock = comm::share_clock(world, JobClock()),
                              .threads = threads_of_rank(world, request.threads),
                              .show_progress = progress_in(request.progress)};
  check_shared_outputs(world, items);
  run::Counters counters;
  run::Supervision supervision;
  const run::ItemContext context{
      .clock = ranks.clock, .counters = counters, .supervision = supervision, .rank = world.rank()};
  run::ItemWork work([&](const job::Item& item, run::Workspace& workspace) {
    return run::verify_item(item, context, workspace);
  });
  run::LocalTeam team(ranks.threads, work, supervision, counters);
  const auto outcome = dispatch::distribute(ranks, dispatch::UnitList(items), {team});
  return status_from_root(world, [&] {
    return print_verdicts(rows_of(outcome.records, items), report, ranks.clock.now());
  });
}

}  // namespace mpietl::app
