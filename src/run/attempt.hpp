#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>

#include "mpietl/core/record.hpp"
#include "mpietl/job/item.hpp"
#include "mpietl/run/item_context.hpp"
#include "run/byte_count.hpp"

namespace mpietl::run {

/// Whole frames that fit into `block_samples`, at least one, in samples.
inline std::size_t block_size(std::size_t block_samples, int channels) {
  const auto width = static_cast<std::size_t>(channels);
  return std::max<std::size_t>(1, block_samples / width) * width;
}

/// What is done for an item: fills the record, moves the count.
using ItemWork = std::function<void(Record& record, ByteCount& counted)>;

/// Runs `work` for an item, again after a pause when it throws what may pass and tries are left.
/// What is thrown at last is in the record: failed, but skipped when the work was stopped, or when
/// other items would meet the same trouble, which is noted then.
Record attempt_item(const job::Item& item, const ItemContext& context,
                    const ItemWork& work) noexcept;

}  // namespace mpietl::run
