#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "mpietl/job/item_list.hpp"

namespace mpietl::job {

/// Throws Error(usage) that names both inputs where two items have one output, where the output of
/// an item is an input of the list, where an output would lie outside `output_dir` (unless that is
/// empty), and where the file system does not hold a name: the first ten and the number of the
/// others. Links in the folders of a path are looked through.
void refuse_collisions(const ItemList& items, const std::string& output_dir);

/// A text's hash, and which text it is.
struct HashedIndex {
  std::size_t hash = 0;
  std::size_t index = 0;

  bool operator<(const HashedIndex& other) const {
    return std::tie(hash, index) < std::tie(other.hash, other.index);
  }
};

/// The text of an index.
using TextOf = std::function<std::string(std::size_t)>;

/// Hashes of the texts 0 to `count - 1`, sorted: 16 bytes each, where a table of the texts
/// themselves would take a hundred.
std::vector<HashedIndex> sorted_hashes(std::size_t count, const TextOf& text_of);

/// Pairs of indices, the lower first, whose texts are equal: each later one with one before it.
/// `hashes` are those of the same texts.
std::vector<std::pair<std::size_t, std::size_t>> duplicates(const std::vector<HashedIndex>& hashes,
                                                            const TextOf& text_of);

}  // namespace mpietl::job
