#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace mpietl::job {

/// A text's hash, and which text it is.
struct HashedIndex {
  std::size_t hash = 0;
  std::size_t index = 0;

  bool operator<(const HashedIndex& other) const {
    return std::tie(hash, index) < std::tie(other.hash, other.index);
  }
};

/// Hashes of the texts `key(0)` to `key(count - 1)`, sorted: 16 bytes each, where a table of the
/// texts themselves would take a hundred.
template <class Key>
std::vector<HashedIndex> sorted_hashes(std::size_t count, const Key& key) {
  std::vector<HashedIndex> hashes(count);
  for (std::size_t i = 0; i < count; ++i) hashes[i] = {std::hash<std::string>()(key(i)), i};
  std::sort(hashes.begin(), hashes.end());
  return hashes;
}

/// Pairs of indices, the lower first, whose texts are equal: each later one with one before it.
/// `hashes` are those of the same texts.
template <class Key>
std::vector<std::pair<std::size_t, std::size_t>> duplicates(const std::vector<HashedIndex>& hashes,
                                                            const Key& key) {
  std::vector<std::pair<std::size_t, std::size_t>> pairs;
  for (std::size_t first = 0; first < hashes.size(); ++first) {
    for (auto i = first + 1; i < hashes.size() && hashes[i].hash == hashes[first].hash; ++i) {
      if (key(hashes[first].index) != key(hashes[i].index)) continue;
      pairs.emplace_back(hashes[first].index, hashes[i].index);
      break;
    }
  }
  std::ranges::sort(pairs, {}, [](const auto& pair) { return pair.second; });
  return pairs;
}

}  // namespace mpietl::job
