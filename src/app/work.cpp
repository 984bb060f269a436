#include "app/work.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "mpietl/comm/grants.hpp"
#include "mpietl/core/record_columns.hpp"
#include "mpietl/run/item_queue.hpp"
#include "mpietl/run/supervision.hpp"
#include "mpietl/schedule/cost_model.hpp"
#include "mpietl/schedule/lookahead.hpp"

namespace mpietl::app {

namespace {

constexpr double seconds_per_item = 1e-4;
constexpr double seconds_per_millisecond = 1e-7;
constexpr std::size_t most_kinds = 256;

/// What an input of that extension costs before any was seen; orders of magnitude are enough.
schedule::LinearCost prior_of(std::string_view extension) {
  constexpr std::array lossy{".mp3", ".ogg", ".oga", ".opus", ".m4a"};
  if (std::ranges::find(lossy, extension) != lossy.end()) return {3e-7, seconds_per_item};
  if (extension == ".flac") return {1e-8, seconds_per_item};
  return {1e-9, seconds_per_item};
}

bool has_length(const job::Segment& part) { return part.duration_seconds >= 0.0; }

/// Gives each kind of item a number.
class Kinds {
 public:
  std::uint8_t of(std::string_view extension, bool is_part) {
    lower_.assign(extension);
    for (char& c : lower_) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    const auto found = numbers_.find({lower_, is_part});
    if (found != numbers_.end()) return found->second;
    // What is left over shares the last one.
    if (priors_.size() == most_kinds) return most_kinds - 1;
    const auto number = static_cast<std::uint8_t>(priors_.size());
    priors_.push_back(is_part ? schedule::LinearCost{seconds_per_millisecond, seconds_per_item}
                              : prior_of(lower_));
    return numbers_[{lower_, is_part}] = number;
  }

  [[nodiscard]] const std::vector<schedule::LinearCost>& priors() const { return priors_; }

 private:
  std::string lower_;
  std::map<std::pair<std::string, bool>, std::uint8_t> numbers_;
  std::vector<schedule::LinearCost> priors_;
};

double size_of(const job::ItemList& items, std::size_t index) {
  constexpr double milliseconds = 1e3;
  const auto part = items.has_segments() ? items.segment(index) : job::Segment{};
  if (has_length(part)) return milliseconds * part.duration_seconds;
  return static_cast<double>(std::max<std::int64_t>(0, items.bytes(index)));
}

}  // namespace

std::size_t Todo::task(std::size_t item) const {
  if (!indices_) return item;
  return static_cast<std::size_t>(std::ranges::lower_bound(*indices_, item) - indices_->begin());
}

schedule::Tasks tasks_of(const job::ItemList& items, const Todo& todo) {
  Kinds kinds;
  const auto kind_of = std::make_shared<std::vector<std::uint8_t>>(todo.size());
  for (std::size_t task = 0; task < todo.size(); ++task) {
    const auto index = todo.item(task);
    const bool is_part = items.has_segments() && has_length(items.segment(index));
    (*kind_of)[task] = kinds.of(items.extension(index), is_part);
  }
  schedule::Tasks tasks;
  tasks.count = todo.size();
  tasks.priors = kinds.priors();
  tasks.at = [&items, &todo, kind_of](std::size_t task) {
    return schedule::Task{(*kind_of)[task], size_of(items, todo.item(task))};
  };
  return tasks;
}

void Outbox::add(Record record) {
  const std::lock_guard lock(mutex_);
  ++totals_.items;
  totals_.bytes += std::max<std::int64_t>(0, record.bytes_in);
  totals_.first_start = std::min(totals_.first_start, record.start);
  totals_.last_end = std::max(totals_.last_end, record.start + record.total_seconds);
  records_.push_back(std::move(record));
}

std::vector<Record> Outbox::take() {
  const std::lock_guard lock(mutex_);
  return std::exchange(records_, {});
}

Outbox::Totals Outbox::totals() const {
  const std::lock_guard lock(mutex_);
  return totals_;
}

Bytes encode_items(std::span<const job::Item> items) {
  return encode_rows(items, job::item_columns);
}

Bytes encode_records(std::span<const Record> records) {
  return encode_rows(records, record_columns);
}

void for_each_record(const Bytes& bytes, const std::function<void(Record& record)>& visit) {
  Record record;
  for (ByteReader reader(bytes); !reader.at_end(); visit(record)) {
    for_each_column(record_columns, [&](const auto& column) { reader.get(record.*column.member); });
  }
}

comm::Progress progress_of(const run::Counters& counters) {
  return {counters.items.load(std::memory_order_relaxed),
          counters.failed.load(std::memory_order_relaxed),
          counters.bytes.load(std::memory_order_relaxed)};
}

void take_grant(const comm::Grant& grant, run::ItemQueue& queue) {
  queue.push(decode_rows<job::Item>(grant.items, job::item_columns));
  if (grant.is_last) queue.close();
}

double spare_seconds_of(const run::ItemQueue& queue, double ask_below_seconds) {
  const auto ahead = queue.ahead();
  return schedule::spare_seconds(ahead.waiting_seconds, ahead.left_seconds, ask_below_seconds);
}

}  // namespace mpietl::app
