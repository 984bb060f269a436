#include "mpietl/schedule/largest_first.hpp"

#include <algorithm>
#include <bit>
#include <cassert>
#include <limits>

#include "mpietl/core/error.hpp"

namespace mpietl::schedule {

namespace {

constexpr unsigned kept_bits = 8;  // of a double's mantissa
constexpr std::size_t places = std::size_t{64} << kept_bits;

/// Falls with rising size: non-negative doubles sort like their upper bits.
std::size_t place_of(double size) {
  constexpr unsigned mantissa_bits = 52;
  constexpr std::uint64_t bits_of_one = std::uint64_t{1023} << kept_bits;
  const auto bits = std::bit_cast<std::uint64_t>(std::max(0.0, size) + 1.0);
  const std::uint64_t rank = (bits >> (mantissa_bits - kept_bits)) - bits_of_one;
  return places - 1 - std::min<std::uint64_t>(rank, places - 1);
}

/// Counting sort: the first index of each kind and size.
class Places {
 public:
  explicit Places(std::size_t kinds) : starts_(kinds * places + 1) {}

  void count(const Task& task) { ++starts_[index(task) + 1]; }

  void sum_up() {
    for (std::size_t i = 1; i < starts_.size(); ++i) starts_[i] += starts_[i - 1];
  }

  std::size_t next(const Task& task) { return starts_[index(task)]++; }

  [[nodiscard]] std::size_t begin_of(std::size_t kind) const { return starts_[kind * places]; }

 private:
  static std::size_t index(const Task& task) { return task.kind * places + place_of(task.size); }

  std::vector<std::size_t> starts_;
};

}  // namespace

LargestFirst::LargestFirst(const Tasks& tasks)
    : at_(tasks.at), order_(tasks.count), kinds_(tasks.priors.size()), left_(tasks.count) {
  if (tasks.count > std::numeric_limits<std::uint32_t>::max()) {
    throw Error(Reason::usage, "more than 2^32 - 1 items; split the list");
  }
  Places starts(kinds_.size());
  for (std::size_t i = 0; i < tasks.count; ++i) starts.count(at_(i));
  starts.sum_up();
  for (std::size_t kind = 0; kind < kinds_.size(); ++kind) {
    kinds_[kind].next = starts.begin_of(kind);
    kinds_[kind].end = starts.begin_of(kind + 1);
  }
  for (std::size_t i = 0; i < tasks.count; ++i) {
    const Task task = at_(i);
    order_[starts.next(task)] = static_cast<std::uint32_t>(i);
    kinds_[task.kind].size_left += task.size;
  }
  for (auto& kind : kinds_) look_at_ends(kind);
}

void LargestFirst::look_at_ends(Kind& kind) {
  if (kind.is_empty()) return;
  kind.first_size = at_(order_[kind.next]).size;
  kind.last_size = at_(order_[kind.end - 1]).size;
}

double LargestFirst::seconds(const CostModel& model) const {
  double sum = 0.0;
  for (std::size_t kind = 0; kind < kinds_.size(); ++kind) {
    const auto& line = model.line(kind);
    const auto& known = kinds_[kind];
    sum += line.seconds_per_unit * std::max(0.0, known.size_left) +
           line.seconds_per_task * static_cast<double>(known.end - known.next);
  }
  return sum;
}

std::size_t LargestFirst::take(const CostModel& model) {
  assert(!is_empty());
  std::size_t best = kinds_.size();
  double most = -1.0;
  for (std::size_t kind = 0; kind < kinds_.size(); ++kind) {
    if (kinds_[kind].is_empty()) continue;
    const double cost = model.estimate(kind, kinds_[kind].first_size);
    if (cost <= most) continue;
    most = cost;
    best = kind;
  }
  auto& known = kinds_[best];
  const std::size_t task = order_[known.next++];
  known.size_left -= known.first_size;
  --left_;
  look_at_ends(known);
  return task;
}

std::size_t LargestFirst::smallest_kind(const CostModel& model) const {
  assert(!is_empty());
  std::size_t best = kinds_.size();
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t kind = 0; kind < kinds_.size(); ++kind) {
    if (kinds_[kind].is_empty()) continue;
    const double cost = model.estimate(kind, kinds_[kind].last_size);
    if (best < kinds_.size() && cost >= least) continue;
    least = cost;
    best = kind;
  }
  return best;
}

double LargestFirst::min_seconds(const CostModel& model) const {
  const std::size_t kind = smallest_kind(model);
  return model.estimate(kind, kinds_[kind].last_size);
}

std::size_t LargestFirst::take_smallest(const CostModel& model) {
  auto& known = kinds_[smallest_kind(model)];
  const std::size_t task = order_[--known.end];
  known.size_left -= known.last_size;
  --left_;
  look_at_ends(known);
  return task;
}

}  // namespace mpietl::schedule
