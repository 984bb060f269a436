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

/// The part of one item in the bytes that are counted for progress.
class ByteCount {
 public:
  ByteCount(Counters& counters, Watch::Entry& watched) : counters_(counters), watched_(watched) {}

  /// Counts up to `bytes` of this item; says that it gets on. A further try counts from where those
  /// before it were.
  void advance_to(std::int64_t bytes) {
    watched_.progressed();
    set_to(std::max(bytes, counted_));
  }

  /// Counts up or down to `bytes` of this item.
  void set_to(std::int64_t bytes) {
    counters_.bytes.fetch_add(bytes - counted_, std::memory_order_relaxed);
    counted_ = bytes;
  }

 private:
  Counters& counters_;
  Watch::Entry& watched_;
  std::int64_t counted_ = 0;
};

/// Ends a record for which there is no output: failed, but skipped when the work was stopped, or
/// when the host failed, which is noted then.
void end_without_output(Record& record, const Error& error, const job::Item& item,
                        const ItemContext& context);

/// One try of an item: fills the record, moves the count.
using Try = std::function<void(Record& record, ByteCount& counted)>;

/// Tries an item, on `thread`, and again after a pause when that throws what may pass and tries are
/// left. What is thrown at last is in the record, as by end_without_output().
Record attempt_item(const job::Item& item, const ItemContext& context, int thread,
                    const Try& one_try) noexcept;

}  // namespace mpietl::run
