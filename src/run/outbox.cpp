#include "mpietl/run/outbox.hpp"

#include <algorithm>
#include <utility>

namespace mpietl::run {

void Outbox::add(std::vector<Record> records) {
  const std::lock_guard lock(mutex_);
  for (auto& record : records) {
    ++totals_.items;
    totals_.bytes += std::max<std::int64_t>(0, record.bytes_in);
    totals_.first_start = std::min(totals_.first_start, record.start);
    totals_.last_end = std::max(totals_.last_end, record.start + record.total_seconds);
    records_.push_back(std::move(record));
  }
}

std::vector<Record> Outbox::take() {
  const std::lock_guard lock(mutex_);
  return std::exchange(records_, {});
}

Outbox::Totals Outbox::totals() const {
  const std::lock_guard lock(mutex_);
  return totals_;
}

}  // namespace mpietl::run
