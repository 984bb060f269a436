#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "mpietl/core/codec.hpp"
#include "mpietl/core/record.hpp"
#include "mpietl/core/record_table.hpp"
#include "mpietl/job/item_list.hpp"

namespace mpietl::comm {
struct Grant;
struct Progress;
}  // namespace mpietl::comm
namespace mpietl::run {
struct Counters;
struct Workspace;
class ItemQueue;
}  // namespace mpietl::run
namespace mpietl::schedule {
struct Tasks;
}

namespace mpietl::app {

/// What threads do with items; `workspace` is the thread's own. None of it may throw.
struct Work {
  std::function<Record(const job::Item& item, run::Workspace& workspace)> item;

  /// Told of an item that will be worked on soon.
  std::function<void(const job::Item& item, run::Workspace& workspace)> soon =
      [](const job::Item&, run::Workspace&) {};

  /// Helps with an item of another thread, and returns whether there was one.
  std::function<bool(run::Workspace& workspace)> help = [](run::Workspace&) { return false; };

  /// Called often while items are worked on, by the thread that made the call to distribute().
  std::function<void()> pulse = [] {};

  /// Why no rank should go on, once that happened.
  std::function<std::optional<std::string>()> trouble = []() -> std::optional<std::string> {
    return std::nullopt;
  };

  /// Makes items that are being worked on end as soon as they can.
  std::function<void()> abandon = [] {};

  /// Says what is lost when this process ends in the midst of items.
  std::function<void()> last_word = [] {};

  /// Called when all ranks are done; `stop_reason` is empty when nothing stopped this one.
  std::function<void(const std::string& stop_reason)> finish = [](const std::string&) {};
};

/// What rank 0 knows of a job before work begins: nothing, unless earlier runs of it are resumed.
struct Beginning {
  RecordTable records{};  ///< of items that are not worked on again; empty: none are
  std::optional<std::vector<std::size_t>> todo;            ///< the other items, in order; none: all
  std::unordered_map<std::size_t, std::int32_t> attempts;  ///< at an item before; others: none
};

/// The items that are worked on, as tasks 0, 1, 2, ….
class Todo {
 public:
  /// Of `items` items those in `indices`, in order; all of them when there are none.
  Todo(std::size_t items, std::optional<std::vector<std::size_t>> indices)
      : size_(indices ? indices->size() : items), indices_(std::move(indices)) {}

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] std::size_t item(std::size_t task) const {
    return indices_ ? (*indices_)[task] : task;
  }

  /// The task of an item that is one.
  [[nodiscard]] std::size_t task(std::size_t item) const;

 private:
  std::size_t size_;
  std::optional<std::vector<std::size_t>> indices_;
};

/// What the cost of items depends on: the size of the input in bytes, a kind for each extension;
/// of parts whose length is told, that length in milliseconds. Uses both as long as it lives.
schedule::Tasks tasks_of(const job::ItemList& items, const Todo& todo);

/// Records of items that a rank's threads have done, until they go to rank 0.
class Outbox {
 public:
  /// What all records together tell.
  struct Totals {
    std::int64_t items = 0;
    std::int64_t bytes = 0;  ///< of input
    double first_start = std::numeric_limits<double>::infinity();
    double last_end = 0.0;
  };

  /// Called by any thread.
  void add(Record record);

  /// All that were added since the last time.
  std::vector<Record> take();

  [[nodiscard]] Totals totals() const;

 private:
  mutable std::mutex mutex_;
  std::vector<Record> records_;
  Totals totals_;
};

// What travels between rank 0 and the others while they work.

Bytes encode_items(std::span<const job::Item> items);
Bytes encode_records(std::span<const Record> records);

/// Calls `visit(record)` for each record of encode_records(): one and the same object, so that
/// a million of them take no memory of their own.
void for_each_record(const Bytes& bytes, const std::function<void(Record& record)>& visit);

comm::Progress progress_of(const run::Counters& counters);

/// Puts what was granted into the queue; the last grant closes it.
void take_grant(const comm::Grant& grant, run::ItemQueue& queue);

/// For how long a rank with this queue need not ask for more; below 0 when it should have.
double spare_seconds_of(const run::ItemQueue& queue, double ask_below_seconds);

}  // namespace mpietl::app
