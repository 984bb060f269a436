#include "mpietl/job/unit.hpp"

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <utility>

namespace mpietl::job {

double Unit::estimated_seconds() const {
  double seconds = 0.0;
  for (const auto& item : items) seconds += item.estimated_seconds;
  return seconds;
}

bool are_of_one_recording(const Unit& unit, const Unit& other) {
  const auto& item = unit.items.front();
  const auto& next = other.items.front();
  return is_part(item) && is_part(next) && item.input == next.input;
}

Bytes encode(const std::vector<Unit>& units) {
  ByteWriter writer;
  for (const auto& unit : units) {
    writer.put(unit.container);
    writer.put(static_cast<std::uint32_t>(unit.items.size()));
    for (const auto& item : unit.items) {
      for_each_column(item_columns, [&](const auto& column) { writer.put(item.*column.member); });
    }
  }
  return writer.take();
}

std::vector<Unit> decode_units(const Bytes& bytes) {
  std::vector<Unit> units;
  ByteReader reader(bytes);
  while (!reader.at_end()) {
    auto& unit = units.emplace_back();
    reader.get(unit.container);
    std::uint32_t count = 0;
    reader.get(count);
    unit.items.resize(count);
    for (auto& item : unit.items) {
      for_each_column(item_columns, [&](const auto& column) { reader.get(item.*column.member); });
    }
  }
  return units;
}

Units::Units(std::size_t rows, std::size_t rows_per_unit, std::vector<std::string> containers)
    : rows_(rows), rows_per_unit_(rows_per_unit), containers_(std::move(containers)) {
  assert(containers_.size() == size());
}

std::size_t Units::size() const { return (rows_ + rows_per_unit_ - 1) / rows_per_unit_; }

std::size_t Units::end(std::size_t unit) const {
  return std::min(rows_, first(unit) + rows_per_unit_);
}

std::string Units::container(std::size_t unit) const {
  return containers_.empty() ? std::string() : containers_[unit];
}

Unit Units::make(std::size_t unit, const ItemList& items) const {
  Unit made;
  for (auto row = first(unit); row < end(unit); ++row) made.items.push_back(items[row]);
  made.container = container(unit);
  return made;
}

}  // namespace mpietl::job
