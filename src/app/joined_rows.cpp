#include "app/joined_rows.hpp"

#include <utility>

#include "mpietl/core/text.hpp"

namespace mpietl::app {

JoinedRows::JoinedRows(std::vector<journal::Paths> items)
    : items_(std::move(items)), records_(items_.size()) {
  index_.reserve(items_.size());
  for (std::size_t i = 0; i < items_.size(); ++i) index_.emplace(key_of(items_[i]), i);
}

void JoinedRows::tell(const journal::Paths& item, Record record) {
  const auto found = index_.find(key_of(item));
  if (found == index_.end()) return;
  const auto index = found->second;
  if (record.status != Status::done && records_.has(index)) {
    const Record before = records_[index];
    if (before.status == Status::done && before.fingerprint == record.fingerprint) return;
  }
  record.index = static_cast<std::int64_t>(index);
  records_.set(record);
}

Record JoinedRows::row(std::size_t index) const {
  Record record = records_[index];
  record.path = escape(items_[index].first);
  record.output = escape(items_[index].second);
  return record;
}

std::string_view JoinedRows::key_of(const journal::Paths& item) {
  return item.second.empty() ? item.first : item.second;
}

}  // namespace mpietl::app
