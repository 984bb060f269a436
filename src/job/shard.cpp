#include "mpietl/job/shard.hpp"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <numeric>
#include <queue>

namespace mpietl::job {

namespace {

// The cost of opening, naming and closing a file, as the bytes that are processed in that time.
constexpr std::uint64_t weight_of_file = std::uint64_t{1} << 17U;

// No file is larger, and sums of this many do not overflow.
constexpr std::int64_t max_bytes = std::int64_t{1} << 42U;

// For 16-bit speech at 16 kHz: the size of a file does not give the size of its segment.
constexpr double bytes_of_second = 32e3;

std::uint64_t weight_of(const ItemList& items, std::size_t row) {
  auto bytes = std::clamp<std::int64_t>(items.bytes(row), 0, max_bytes);
  const double seconds = items.segment(row).duration_seconds;
  if (seconds >= 0.0 && seconds * bytes_of_second < static_cast<double>(bytes)) {
    bytes = static_cast<std::int64_t>(seconds * bytes_of_second);
  }
  return weight_of_file + static_cast<std::uint64_t>(bytes);
}

/// The first row of each unit, and the end. Rows that must stay together form one unit.
std::vector<std::size_t> bounds_of_units(const Listing& listing) {
  const auto first = listing.first_of_manifest();
  std::vector<std::size_t> bounds;
  for (std::size_t row = 0; row < listing.items.size(); ++row) {
    const bool goes_on = row > first && listing.manifest->entries()[row - first].line ==
                                            listing.manifest->entries()[row - first - 1].line;
    if (!goes_on) bounds.push_back(row);
  }
  bounds.push_back(listing.items.size());
  return bounds;
}

std::string mark_of(const Shard& shard) {
  return "." + std::to_string(shard.number) + "-of-" + std::to_string(shard.count);
}

}  // namespace

std::vector<std::size_t> units_of_shard(const std::vector<std::uint64_t>& weights,
                                        const Shard& shard) {
  std::vector<std::size_t> order(weights.size());
  std::iota(order.begin(), order.end(), 0);
  std::ranges::stable_sort(order, std::ranges::greater{},
                           [&](std::size_t unit) { return weights[unit]; });
  using Part = std::pair<std::uint64_t, std::int64_t>;  // weight and number
  std::priority_queue<Part, std::vector<Part>, std::greater<>> parts;
  // Further parts would get nothing.
  const auto used = std::min(shard.count, static_cast<std::int64_t>(weights.size()));
  for (std::int64_t number = 1; number <= used; ++number) parts.emplace(0, number);
  std::vector<std::size_t> units;
  for (const auto unit : order) {
    const auto [weight, number] = parts.top();
    parts.pop();
    parts.emplace(weight + weights[unit], number);
    if (number == shard.number) units.push_back(unit);
  }
  std::ranges::sort(units);
  return units;
}

void keep_shard(Listing& listing, const Shard& shard) {
  const auto bounds = bounds_of_units(listing);
  std::vector<std::uint64_t> weights(bounds.size() - 1);
  for (std::size_t unit = 0; unit < weights.size(); ++unit) {
    for (auto row = bounds[unit]; row < bounds[unit + 1]; ++row) {
      weights[unit] += weight_of(listing.items, row);
    }
  }
  std::vector<std::size_t> rows;
  for (const auto unit : units_of_shard(weights, shard)) {
    for (auto row = bounds[unit]; row < bounds[unit + 1]; ++row) rows.push_back(row);
  }
  listing.items.keep_only(rows);
}

std::string with_shard(const std::string& path, const Shard& shard) {
  const std::filesystem::path whole(path);
  const auto name = whole.stem().string() + mark_of(shard) + whole.extension().string();
  return (whole.parent_path() / name).string();
}

std::string without_shard(const std::string& path, const Shard& shard) {
  const std::filesystem::path part(path);
  const auto extension = part.extension().string();
  auto stem = part.stem().string();
  // When a name has no extension, that of the shard looks like one.
  const auto mark = mark_of(shard);
  if (extension == mark) return (part.parent_path() / stem).string();
  if (!stem.ends_with(mark)) return path;
  stem.resize(stem.size() - mark.size());
  return (part.parent_path() / (stem + extension)).string();
}

}  // namespace mpietl::job
