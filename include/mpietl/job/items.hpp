#pragma once

#include <cstdint>
#include <string>
#include <tuple>
#include <vector>

#include "mpietl/core/columns.hpp"
#include "mpietl/job/job.hpp"

namespace mpietl::job {

/// One input file and the output to be made of it. Paths are bytes.
struct Item {
  std::int64_t index = -1;  ///< place in the list
  std::string input;
  std::string output;
  std::string identity;     ///< what its random numbers depend on, beside the seed
  std::int64_t bytes = -1;  ///< size of the input; -1: not known
};

inline constexpr std::tuple item_columns{
    Column{"index", &Item::index, "", ""},      Column{"input", &Item::input, "", ""},
    Column{"output", &Item::output, "", ""},    Column{"identity", &Item::identity, "", ""},
    Column{"bytes", &Item::bytes, "bytes", ""},
};

/// The items of a job, in list order: files as they were written, folders walked in bytewise
/// order without files that carry the suffix where outputs are written beside inputs, then the
/// list of `files_from`; the tones when nothing else is named.
/// Throws Error(usage) when there are none, when two outputs are one file, or when an output is an
/// input; Error(not_found, permission, storage) when a folder or list cannot be read whole.
std::vector<Item> list_items(const Job& job);

/// The tones of `tones` that are missing, as items whose output is to be made.
std::vector<Item> missing_tones(const Tones& tones);

/// Bytes of one tone's file, header included.
std::int64_t tone_bytes(const Tones& tones);

/// Throws Error(no_space) when the outputs of `items` (each as large as its input) do not fit
/// where they are to be written, counting what they replace.
void check_space(const std::vector<Item>& items);

}  // namespace mpietl::job
