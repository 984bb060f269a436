#pragma once

#include <cstddef>
#include <string>

#include "mpietl/job/item_list.hpp"

namespace mpietl::test {

/// A list of `count` items of 100 bytes, named as those of a corpus of speech. No file is there.
inline job::ItemList items_of(std::size_t count) {
  job::ItemList items;
  job::Naming naming;
  naming.input_folder = "corpus";
  naming.output_folder = "out";
  items.begin_group(naming);
  for (std::size_t i = 0; i < count; ++i) {
    items.add("speaker/chapter/utterance-" + std::to_string(i) + ".wav");
    items.set_status(i, {100, false});
  }
  return items;
}

}  // namespace mpietl::test
