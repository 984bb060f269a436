#include "app/output_index.hpp"

#include <algorithm>

#include "mpietl/core/hash.hpp"

namespace mpietl::app {

namespace {

std::uint64_t hash_of(const std::string& path) { return hash128(path, 0).low; }

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

}  // namespace mpietl::app
