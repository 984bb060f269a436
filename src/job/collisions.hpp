#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "mpietl/job/item_list.hpp"

namespace mpietl::job {

/// Throws Error(usage) where two items have the same output, where an output would overwrite an
/// input of the list or be outside `output_dir` (unless that is empty), and where the file system
/// does not allow a name. The message names the first ten, and how many others there are. Links in
/// the folders of a path are resolved.
void refuse_collisions(const ItemList& items, const std::string& output_dir);

/// The hash of a text, and the text's index.
struct HashedIndex {
  std::size_t hash = 0;
  std::size_t index = 0;

  bool operator<(const HashedIndex& other) const {
    return std::tie(hash, index) < std::tie(other.hash, other.index);
  }
};

/// Returns the text of an index.
using TextOf = std::function<std::string(std::size_t)>;

/// Hashes of the texts 0 to `count - 1`, sorted. They take 16 bytes each; a table of the texts
/// would take a hundred.
std::vector<HashedIndex> sorted_hashes(std::size_t count, const TextOf& text_of);

/// Pairs of indices, the lower first, whose texts are equal: each later text with an earlier one.
/// `hashes` are the hashes of the same texts.
std::vector<std::pair<std::size_t, std::size_t>> duplicates(const std::vector<HashedIndex>& hashes,
                                                            const TextOf& text_of);

}  // namespace mpietl::job
