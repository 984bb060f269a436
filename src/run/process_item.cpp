#include "mpietl/run/process_item.hpp"

#include <algorithm>
#include <optional>

#include "mpietl/io/read_ahead.hpp"
#include "mpietl/run/open_items.hpp"
#include "run/attempt.hpp"
#include "run/byte_count.hpp"
#include "run/pipeline.hpp"

namespace mpietl::run {

namespace {

/// One pass over the file, with the help of other threads when it is large.
void pass(Pipeline& pipeline, OpenItems& open_items, Workspace& workspace) {
  std::optional<OpenItems::Entry> shared;
  if (pipeline.is_large()) shared.emplace(open_items, pipeline);
  pipeline.work(workspace);
}

/// Whether reading took longer than from the system's memory.
bool came_slowly(const Record& record) {
  constexpr double open_seconds = 100e-6;
  constexpr double memory_bytes_per_second = 4e9;
  const auto bytes = static_cast<double>(std::max<std::int64_t>(0, record.bytes_in));
  return record.read_seconds > open_seconds + bytes / memory_bytes_per_second;
}

}  // namespace

Record process_item(const job::Item& item, const EtlContext& context,
                    Workspace& workspace) noexcept {
  auto record = attempt_item(item, context.common, [&](Record& row, ByteCount& counted) {
    Pipeline pipeline(item, context, workspace, counted);
    do {
      pass(pipeline, context.open_items, workspace);
    } while (pipeline.begin_next_pass());
    pipeline.finish(row);
  });
  workspace.waits_for_reads = came_slowly(record);
  return record;
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
