#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>

#include "mpietl/core/record.hpp"
#include "mpietl/job/item.hpp"
#include "mpietl/run/supervision.hpp"

namespace mpietl::run {

/// Whole frames that fit into `block_samples`, at least one, in samples.
inline std::size_t block_size(std::size_t block_samples, int channels) {
  const auto width = static_cast<std::size_t>(channels);
  return std::max<std::size_t>(1, block_samples / width) * width;
}

/// The share of one item in the bytes that are counted for progress.
class ByteCount {
 public:
  ByteCount(Counters& counters, Watch::Entry& watched) : counters_(counters), watched_(watched) {}

  /// Counts up to `bytes` of this item, and reports progress. A further attempt counts from where
  /// earlier attempts stopped.
  void advance_to(std::int64_t bytes) {
    watched_.progressed();
    set_to(std::max(bytes, counted_));
  }

  /// Corrects the count for this item to `bytes`.
  void set_to(std::int64_t bytes) {
    counters_.bytes.fetch_add(bytes - counted_, std::memory_order_relaxed);
    counted_ = bytes;
  }

 private:
  Counters& counters_;
  Watch::Entry& watched_;
  std::int64_t counted_ = 0;
};

/// Completes the record of an item without an output: failed; skipped if the work was stopped;
/// skipped, with the failure noted, if the host failed.
void end_without_output(Record& record, const Error& error, const job::Item& item,
                        const ItemContext& context);

/// One attempt at an item: fills the record, advances the count.
using Try = std::function<void(Record& record, ByteCount& counted)>;

/// Processes an item on `thread`. After an error that may pass, it pauses and tries again while
/// attempts remain. end_without_output() puts the last error into the record.
Record attempt_item(const job::Item& item, const ItemContext& context, int thread,
                    const Try& one_try) noexcept;

}  // namespace mpietl::run
