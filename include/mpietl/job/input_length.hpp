#pragma once

#include <cstdint>
#include <string>
#include <tuple>

#include "mpietl/core/columns.hpp"
#include "mpietl/io/audio/stream_choice.hpp"
#include "mpietl/job/item.hpp"

namespace mpietl::job {

/// How long an input is.
struct InputLength {
  std::int64_t frames = -1;  ///< -1: not known
  int sample_rate = 0;       ///< in Hz
  bool is_sure = false;      ///< whether there are exactly so many frames
  std::string fault;         ///< why the input cannot be read; empty otherwise
};

inline constexpr std::tuple input_length_columns{
    Column{"frames", &InputLength::frames, "frames", ""},
    Column{"sample_rate", &InputLength::sample_rate, "Hz", ""},
    Column{"is_sure", &InputLength::is_sure, "", ""},
    Column{"fault", &InputLength::fault, "", ""},
};

/// The length of a stream of an item's complete input, as its header declares it. A command has
/// none.
InputLength declared_length(const Item& item, const io::StreamChoice& stream);

/// The exact length: the input is decoded if its header lacks the length.
InputLength exact_length(const Item& item, const io::StreamChoice& stream);

}  // namespace mpietl::job
