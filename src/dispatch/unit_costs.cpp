#include "dispatch/unit_costs.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace mpietl::dispatch {

namespace {

constexpr double seconds_per_item = 1e-4;
constexpr double seconds_per_millisecond = 1e-7;
constexpr std::size_t max_kinds = 256;

/// Expected cost of inputs with that extension before any is measured; the order of magnitude is
/// enough.
schedule::LinearCost prior_of(std::string_view extension) {
  constexpr std::array lossy{".mp3", ".ogg", ".oga", ".opus", ".m4a"};
  if (std::ranges::find(lossy, extension) != lossy.end()) return {3e-7, seconds_per_item};
  if (extension == ".flac") return {1e-8, seconds_per_item};
  return {1e-9, seconds_per_item};
}

bool has_length(const job::Segment& part) { return part.duration_seconds >= 0.0; }

/// Numbers the kinds of items.
class Kinds {
 public:
  std::uint8_t of(std::string_view extension, bool is_part) {
    lower_.assign(extension);
    for (char& c : lower_) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    const auto found = numbers_.find({lower_, is_part});
    if (found != numbers_.end()) return found->second;
    // Remaining kinds share the last one.
    if (priors_.size() == max_kinds) return max_kinds - 1;
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

}  // namespace

double size_of(const job::ItemList& items, std::size_t row) {
  constexpr double milliseconds = 1e3;
  const auto part = items.has_segments() ? items.segment(row) : job::Segment{};
  if (has_length(part)) return milliseconds * part.duration_seconds;
  return static_cast<double>(std::max<std::int64_t>(0, items.bytes(row)));
}

schedule::Tasks tasks_of(const UnitList& list, const UnitsToDo& todo,
                         std::optional<schedule::LinearCost> prior) {
  Kinds kinds;
  const auto& items = list.items;
  const auto kind_of = std::make_shared<std::vector<std::uint8_t>>(todo.size());
  for (std::size_t i = 0; i < todo.size(); ++i) {
    const auto row = list.units.first(todo.first_unit({i}));
    const bool is_part = items.has_segments() && has_length(items.segment(row));
    (*kind_of)[i] = kinds.of(items.extension(row), is_part);
  }
  schedule::Tasks tasks;
  tasks.count = todo.size();
  tasks.priors = kinds.priors();
  if (prior) std::ranges::fill(tasks.priors, *prior);
  tasks.at = [&list, &todo, kind_of](std::size_t i) {
    double size = 0.0;
    todo.for_each_row({i}, [&](std::size_t row) { size += size_of(list.items, row); });
    return schedule::Task{(*kind_of)[i], size};
  };
  return tasks;
}

std::int64_t input_bytes(const UnitList& list, const UnitsToDo& todo) {
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < todo.size(); ++i) {
    todo.for_each_row(
        {i}, [&](std::size_t row) { sum += std::max<std::int64_t>(0, list.items.bytes(row)); });
  }
  return sum;
}

std::int64_t item_count(const UnitsToDo& todo) {
  std::int64_t count = 0;
  for (std::size_t i = 0; i < todo.size(); ++i) {
    count += static_cast<std::int64_t>(todo.rows({i}));
  }
  return count;
}

}  // namespace mpietl::dispatch
