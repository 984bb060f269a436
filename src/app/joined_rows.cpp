#include "app/joined_rows.hpp"

#include <utility>

#include "mpietl/core/text.hpp"

namespace mpietl::app {

JoinedRows::JoinedRows(PastItems items) : items_(std::move(items)), records_(items_.paths.size()) {
  rows_.reserve(size());
  for (std::size_t row = 0; row < size(); ++row) rows_.emplace(key_of(items_.paths[row]), row);
}

void JoinedRows::tell(const journal::Paths& item, Record record) {
  const auto found = rows_.find(key_of(item));
  if (found == rows_.end()) return;
  const auto row = found->second;
  if (record.status != Status::done && records_.has(row)) {
    const Record before = records_[row];
    if (before.status == Status::done && before.fingerprint == record.fingerprint) return;
  }
  record.index = static_cast<std::int64_t>(row);
  records_.set(record);
}

Record JoinedRows::row(std::size_t row) const {
  Record record = records_[row];
  record.index = static_cast<std::int64_t>(items_.indices[row]);
  record.path = escape(items_.paths[row].first);
  record.output = escape(items_.paths[row].second);
  return record;
}

std::string_view JoinedRows::key_of(const journal::Paths& item) {
  return item.second.empty() ? item.first : item.second;
}

}  // namespace mpietl::app
