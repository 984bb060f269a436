#include "mpietl/dispatch/earlier_work.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "mpietl/core/error.hpp"
#include "mpietl/core/hash.hpp"
#include "mpietl/core/text.hpp"

namespace mpietl::dispatch {

namespace {

std::uint64_t hash_of(const std::string& path) { return hash128(path, 0).low; }

// One crash may be chance; it puts all items that were in progress under suspicion.
constexpr std::int32_t crashes_to_be_set_aside = 2;

/// Keeps the last end of an item in each run.
void note_end(const journal::Entry& entry, std::vector<double>& wall_seconds) {
  if (!entry.ended) return;
  if (wall_seconds.size() <= entry.run) wall_seconds.resize(entry.run + 1, not_measured);
  auto& last = wall_seconds[entry.run];
  last = std::fmax(last, entry.ended->start + entry.ended->total_seconds);
}

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

EarlierWork::EarlierWork(const job::Job& job, const UnitList& list)
    : list_(list), fingerprints_(job), outputs_(list.items), records_(list.items.size()) {}

bool EarlierWork::is_same_work(std::size_t item, const std::string& fingerprint) const {
  return job::is_same_work(fingerprint, fingerprints_.of(list_.items[item]));
}

std::optional<std::size_t> EarlierWork::item_of(const Record& record) const {
  if (!record.output.empty()) return item_of(unescape(record.output));
  const auto item = list_.items.row_at({static_cast<std::size_t>(record.index)});
  if (!item || !is_same_work(*item, record.fingerprint)) return std::nullopt;
  return item;
}

std::optional<std::size_t> EarlierWork::item_of(const journal::Started& started) const {
  if (!started.output.empty()) return item_of(started.output);
  const auto item = list_.items.row_at({static_cast<std::size_t>(started.index)});
  if (!item || !is_same_work(*item, started.fingerprint)) return std::nullopt;
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

void EarlierWork::add_record(std::size_t item, const Record& record) {
  if (!is_same_work(item, record.fingerprint)) return;
  if (record.status != Status::done && record.status != Status::dropped) return;
  if (!fingerprints_.is_current(list_.items[item], record.fingerprint)) {
    outdated_.insert(item);
    return;
  }
  outdated_.erase(item);
  if (!records_.has(item)) ++done_;
  records_.set(item, record);
}

EarlierWork::Journal EarlierWork::add_journal(const std::string& folder) {
  std::vector<double> wall_seconds;
  std::vector<journal::Entry> open;
  auto past = journal::read(folder, [&](const journal::Entry& entry) {
    note_end(entry, wall_seconds);
    const auto item = item_of(entry.started);
    if (!item) return;
    const auto& started = entry.started;
    const auto attempt = entry.ended ? entry.ended->attempt : 0;
    add_attempt(*item, started.fingerprint, std::max(started.attempt, attempt));
    if (entry.ended) {
      add_record(*item, *entry.ended);
    } else {
      open.push_back(entry);
    }
  });
  // An item in progress when a run died may be the cause.
  for (const auto& entry : open) {
    if (past.runs[entry.run].seems_alive) continue;
    add_crash(item_of(entry.started).value(), entry.started.fingerprint);
  }
  wall_seconds.resize(past.runs.size(), not_measured);
  return {std::move(past.runs), std::move(wall_seconds)};
}

void EarlierWork::forget_missing_outputs(const job::FileSystem& file_system) {
  std::vector<std::size_t> done;
  for (std::size_t i = 0; i < records_.size(); ++i) {
    if (records_.has(i) && !list_.items.output(i).empty()) done.push_back(i);
  }
  const auto file_of = [&](std::size_t at) {
    auto container = list_.units.container(list_.units.of_row(done[at]));
    return container.empty() ? list_.items.output(done[at]) : container;
  };
  const auto statuses = file_system.status(done.size(), file_of);
  for (std::size_t at = 0; at < done.size(); ++at) {
    const bool is_packed = !list_.units.container(list_.units.of_row(done[at])).empty();
    const bool is_whole =
        is_packed ? statuses[at].bytes >= 0 : statuses[at].bytes == records_[done[at]].bytes_out;
    if (statuses[at].is_link || !is_whole) records_.forget(done[at]);
  }
}

bool EarlierWork::is_complete(std::size_t unit) const {
  for (auto row = list_.units.first(unit); row < list_.units.end(unit); ++row) {
    if (!records_.has(row)) return false;
  }
  return true;
}

std::size_t EarlierWork::set_aside_crashed() {
  std::size_t count = 0;
  for (const auto& [item, crashes] : crashes_) {
    if (crashes < crashes_to_be_set_aside || records_.has(item)) continue;
    Record record;
    record.status = Status::failed;
    record.attempt = attempts_[item];
    record.fingerprint = fingerprints_.of(list_.items[item]);
    record.error = "it was in progress when " + std::to_string(crashes) +
                   " runs died; try it again with --resume --retry-crashed";
    record.error_kind = to_string(Reason::crash);
    records_.set(item, record);
    ++count;
  }
  return count;
}

EarlierWork::Start EarlierWork::resume(const job::FileSystem& file_system, bool retry_crashed) && {
  forget_missing_outputs(file_system);
  Start start;
  if (!retry_crashed) start.set_aside = set_aside_crashed();
  auto& left = start.state.units.emplace();
  std::size_t left_items = 0;
  for (std::size_t unit = 0; unit < list_.units.size(); ++unit) {
    if (is_complete(unit)) continue;
    left.push_back(unit);
    left_items += list_.units.end(unit) - list_.units.first(unit);
  }
  start.outdated = outdated_.size();
  start.kept = records_.size() - left_items - start.set_aside;
  start.state.records = std::move(records_);
  start.state.attempts = std::move(attempts_);
  return start;
}

}  // namespace mpietl::dispatch
