#include "mpietl/run/process_item.hpp"

#include <optional>
#include <utility>

#include "mpietl/io/read_ahead.hpp"
#include "mpietl/run/open_items.hpp"
#include "run/attempt.hpp"
#include "run/byte_count.hpp"
#include "run/pipeline.hpp"

namespace mpietl::run {

namespace {

/// One pass over the file, with the help of other threads when it is large.
void pass(Pipeline& pipeline, OpenItems& open_items, Workspace& workspace) {
  if (!pipeline.is_large()) {
    pipeline.work(workspace);
    return;
  }
  std::optional<OpenItems::Entry> shared(std::in_place, open_items, pipeline);
  pipeline.work(workspace);
  const Stopwatch watch;
  shared.reset();
  pipeline.add_wait(watch.seconds());
}

}  // namespace

Record process_item(const job::Item& item, const EtlContext& context,
                    Workspace& workspace) noexcept {
  workspace.waits_for_reads = false;
  return attempt_item(item, context.common, [&](Record& row, ByteCount& counted) {
    Pipeline pipeline(item, context, workspace, counted);
    do {
      pass(pipeline, context.open_items, workspace);
    } while (pipeline.begin_next_pass());
    workspace.waits_for_reads = pipeline.came_slowly();
    pipeline.finish(row);
  });
}

void read_ahead(const job::Item& item, Workspace& workspace) {
  if (workspace.waits_for_reads) io::read_ahead(item.input);
}

bool help_with_item(const EtlContext& context, Workspace& workspace) {
  const Stopwatch watch;
  if (!context.open_items.help(workspace)) return false;
  context.common.counters.busy_seconds.fetch_add(watch.seconds(), std::memory_order_relaxed);
  return true;
}

}  // namespace mpietl::run
