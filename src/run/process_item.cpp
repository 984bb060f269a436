#include "mpietl/run/process_item.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "mpietl/core/error.hpp"
#include "mpietl/core/file.hpp"
#include "mpietl/core/hash.hpp"
#include "mpietl/io/files/digest.hpp"
#include "mpietl/io/files/file_system.hpp"
#include "mpietl/run/activity.hpp"
#include "run/attempt.hpp"
#include "run/pipeline.hpp"

namespace mpietl::run {

namespace {

/// One pass over the file. Other threads help if it is large.
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

void verify(const job::Item& item, const Stop& stop, ByteCount& counted, Workspace& workspace,
            Record& record) {
  auto file = File::open(item.input);
  record.bytes_in = file.size();
  if (record.bytes_in != item.bytes) {
    throw Error(Reason::format, "it has " + std::to_string(record.bytes_in) + " bytes instead of " +
                                    std::to_string(item.bytes));
  }
  const auto hash = io::hash_rest(file, workspace.tail, [&](std::int64_t position) {
    counted.advance_to(position);
    stop.check();
  });
  record.digest = to_hex(hash);
  if (record.digest != item.identity) {
    throw Error(Reason::format, "its digest is " + record.digest + " instead of " + item.identity);
  }
}

/// Processes an item whose output is a member of `container`, or a separate file.
Record process_member(const job::Item& item, const EtlContext& context, Workspace& workspace,
                      io::Container* container) noexcept {
  workspace.waits_for_reads = false;
  return attempt_item(item, context.common, workspace.thread, [&](Record& row, ByteCount& counted) {
    const ShownItem shown(workspace.activity, item.index, Step::open);
    Pipeline pipeline(item, context, workspace, counted, container);
    do {
      pass(pipeline, context.open_items, workspace);
    } while (pipeline.begin_next_pass());
    workspace.waits_for_reads = pipeline.was_read_slowly();
    pipeline.finish(row);
  });
}

bool is_any_done(const std::vector<Record>& records) {
  return std::ranges::find(records, Status::done, &Record::status) != records.end();
}

/// The records of a unit whose container failed.
void fail_container(const job::Unit& unit, const EtlContext& context, int thread,
                    const Error& error, std::vector<Record>& records) {
  for (auto i = records.size(); i < unit.items.size(); ++i) {
    records.push_back(begun_record(unit.items[i], context.common, thread));
    records.back().status = Status::done;  // unless its container fails
  }
  for (std::size_t i = 0; i < records.size(); ++i) {
    if (records[i].status != Status::done) continue;
    end_without_output(records[i], error, unit.items[i], context.common);
  }
}

}  // namespace

Record process_item(const job::Item& item, const EtlContext& context,
                    Workspace& workspace) noexcept {
  return process_member(item, context, workspace, nullptr);
}

std::vector<Record> process_unit(const job::Unit& unit, const EtlContext& context,
                                 const OpenContainer& open, Workspace& workspace) noexcept {
  std::vector<Record> records;
  try {
    const auto container = open(unit, context, workspace);
    for (const auto& item : unit.items) {
      records.push_back(process_member(item, context, workspace, container.get()));
    }
    if (is_any_done(records)) container->commit(context.durability);
  } catch (const Error& error) {
    fail_container(unit, context, workspace.thread, error, records);
  } catch (const std::exception& error) {
    fail_container(unit, context, workspace.thread, Error(Reason::internal, error.what()), records);
  }
  return records;
}

void read_ahead(const job::Item& item, Workspace& workspace) {
  if (!workspace.waits_for_reads || item.kind == job::InputKind::command) return;
  const bool is_whole = item.kind == job::InputKind::file;
  io::read_ahead(job::file_of(item), {item.begin, is_whole ? -1 : item.bytes});
}

bool help_with_item(const EtlContext& context, Workspace& workspace) {
  const Stopwatch watch;
  if (!context.open_items.help(workspace)) return false;
  context.common.counters.busy_seconds.fetch_add(watch.seconds(), std::memory_order_relaxed);
  return true;
}

Record verify_item(const job::Item& item, const ItemContext& context,
                   Workspace& workspace) noexcept {
  return attempt_item(item, context, workspace.thread, [&](Record& record, ByteCount& counted) {
    verify(item, context.supervision.stop, counted, workspace, record);
  });
}

OpenItems::Shared* OpenItems::find(const Pipeline& pipeline) {
  const auto found = std::ranges::find(shared_, &pipeline, &Shared::pipeline);
  return found == shared_.end() ? nullptr : &*found;
}

bool OpenItems::help(Workspace& workspace) {
  std::unique_lock lock(mutex_);
  Shared* chosen = nullptr;
  for (auto& each : shared_) {
    if (!each.pipeline->has_more()) continue;
    if (chosen == nullptr || each.helpers < chosen->helpers) chosen = &each;
  }
  if (chosen == nullptr) return false;
  Pipeline& pipeline = *chosen->pipeline;
  ++chosen->helpers;
  lock.unlock();
  {
    const ShownItem shown(workspace.activity, pipeline.item().index, Step::wait);
    pipeline.work(workspace);
  }
  lock.lock();
  --find(pipeline)->helpers;
  helper_left_.notify_all();
  return true;
}

OpenItems::Entry::Entry(OpenItems& items, Pipeline& pipeline) : items_(items), pipeline_(pipeline) {
  const std::lock_guard lock(items_.mutex_);
  items_.shared_.push_back({&pipeline_, 0});
}

OpenItems::Entry::~Entry() {
  std::unique_lock lock(items_.mutex_);
  items_.helper_left_.wait(lock, [&] { return items_.find(pipeline_)->helpers == 0; });
  std::erase_if(items_.shared_, [&](const Shared& each) { return each.pipeline == &pipeline_; });
}

}  // namespace mpietl::run
