#include "app/earlier_work.hpp"

#include <algorithm>

#include "mpietl/core/hash.hpp"
#include "mpietl/core/text.hpp"

namespace mpietl::app {

namespace {

std::uint64_t hash_of(const std::string& path) { return hash128(path, 0).low; }

// One death may be chance: all that was in flight then is under suspicion.
constexpr std::int32_t crashes_to_be_set_aside = 2;

}  // namespace

OutputIndex::OutputIndex(const job::ItemList& items) : items_(items) {
  outputs_.reserve(items.size());
  for (std::size_t i = 0; i < items.size(); ++i) outputs_.push_back({hash_of(items.output(i)), i});
  std::ranges::sort(outputs_, {}, &Hashed::hash);
}

std::optional<std::size_t> OutputIndex::find(const std::string& path) const {
  const auto hash = hash_of(path);
  auto each = std::ranges::lower_bound(outputs_, hash, {}, &Hashed::hash);
  for (; each != outputs_.end() && each->hash == hash; ++each) {
    if (items_.output(each->index) == path) return each->index;
  }
  return std::nullopt;
}

EarlierWork::EarlierWork(const job::Job& job, const job::ItemList& items)
    : items_(items), fingerprints_(job), outputs_(items), records_(items.size()) {}

bool EarlierWork::is_same_work(std::size_t item, const std::string& fingerprint) const {
  return fingerprint == fingerprints_.of(items_[item]);
}

std::optional<std::size_t> EarlierWork::item_of(const Record& row) const {
  if (!row.output.empty()) return item_of(unescape(row.output));
  const auto item = items_.row_at(static_cast<std::size_t>(row.index));
  if (!item || !is_same_work(*item, row.fingerprint)) return std::nullopt;
  return item;
}

void EarlierWork::add_attempt(std::size_t item, const std::string& fingerprint,
                              std::int32_t attempt) {
  if (!is_same_work(item, fingerprint)) return;
  auto& most = attempts_[item];
  most = std::max(most, attempt);
}

void EarlierWork::add_crash(std::size_t item, const std::string& fingerprint) {
  if (is_same_work(item, fingerprint)) ++crashes_[item];
}

void EarlierWork::add_record(std::size_t item, Record record) {
  if (!is_same_work(item, record.fingerprint)) return;
  if (record.status != Status::done) return;
  if (!records_.has(item)) ++done_;
  record.index = static_cast<std::int64_t>(item);
  records_.set(record);
}

void EarlierWork::forget_missing_outputs(const job::FileLookup& lookup) {
  std::vector<std::size_t> done;
  for (std::size_t i = 0; i < records_.size(); ++i) {
    if (records_.has(i)) done.push_back(i);
  }
  const auto looks =
      lookup.look(done.size(), [&](std::size_t at) { return items_.output(done[at]); });
  for (std::size_t at = 0; at < done.size(); ++at) {
    const bool is_there = !looks[at].is_link && looks[at].bytes == records_[done[at]].bytes_out;
    if (!is_there) records_.forget(done[at]);
  }
}

std::size_t EarlierWork::set_aside_crashed() {
  std::size_t count = 0;
  for (const auto& [item, crashes] : crashes_) {
    if (crashes < crashes_to_be_set_aside || records_.has(item)) continue;
    Record record;
    record.index = static_cast<std::int64_t>(item);
    record.status = Status::failed;
    record.attempt = attempts_[item];
    record.fingerprint = fingerprints_.of(items_[item]);
    record.error = "it was being worked on when " + std::to_string(crashes) +
                   " runs died; try it again with --resume --retry-crashed";
    records_.set(record);
    ++count;
  }
  return count;
}

EarlierWork::Sorted EarlierWork::sort(const job::FileLookup& lookup, bool retry_crashed) && {
  forget_missing_outputs(lookup);
  Sorted sorted;
  if (!retry_crashed) sorted.set_aside = set_aside_crashed();
  auto& todo = sorted.beginning.todo.emplace();
  for (std::size_t i = 0; i < records_.size(); ++i) {
    if (!records_.has(i)) todo.push_back(i);
  }
  sorted.kept = records_.size() - todo.size() - sorted.set_aside;
  sorted.beginning.records = std::move(records_);
  sorted.beginning.attempts = std::move(attempts_);
  return sorted;
}

}  // namespace mpietl::app
