#include "app/item_costs.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

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

}  // namespace mpietl::app
