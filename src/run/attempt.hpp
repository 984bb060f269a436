#pragma once

#include <algorithm>
#include <cstddef>
#include <exception>
#include <new>

#include "mpietl/core/error.hpp"
#include "mpietl/core/record.hpp"
#include "mpietl/core/stopwatch.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/job/item.hpp"
#include "mpietl/run/counters.hpp"

namespace mpietl::run {

/// Whole frames that fit into `block_samples`, at least one, in samples.
inline std::size_t block_size(std::size_t block_samples, int channels) {
  const auto width = static_cast<std::size_t>(channels);
  return std::max<std::size_t>(1, block_samples / width) * width;
}

// The report's column is as wide as its longest text, for every row.
inline constexpr std::size_t longest_error_bytes = 400;

/// Runs `work(record)` for an item and turns what it throws into a failed record.
template <class Work>
Record attempt_item(const job::Item& item, const JobClock& clock, Counters& counters,
                    const Work& work) noexcept {
  Record record;
  record.index = item.index;
  record.attempt = 1;
  record.start = clock.now();
  const auto fail = [&](const char* why) {
    record.status = Status::failed;
    record.error = shorten(why, longest_error_bytes);
    record.bytes_out = -1;
    counters.failed.fetch_add(1, std::memory_order_relaxed);
  };
  try {
    work(record);
    record.status = Status::done;
  } catch (const std::bad_alloc&) {
    fail("not enough memory");
  } catch (const std::exception& error) {
    fail(error.what());
  }
  record.total_seconds = clock.now() - record.start;
  counters.busy_seconds.fetch_add(record.total_seconds, std::memory_order_relaxed);
  counters.items.fetch_add(1, std::memory_order_relaxed);
  return record;
}

}  // namespace mpietl::run
