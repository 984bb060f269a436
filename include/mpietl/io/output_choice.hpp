#pragma once

#include <string>

#include "mpietl/io/audio_format.hpp"

namespace mpietl::io {

/// The format that outputs shall have.
struct OutputChoice {
  int container = 0;      ///< as libsndfile numbers them; 0: that of each input
  int subtype = 0;        ///< likewise; 0: that of each input, where the container holds it
  std::string extension;  ///< without a dot; empty: that of each input

  bool operator==(const OutputChoice&) const = default;
};

/// The choice that is meant by the names of a format ("wav", "flac", "opus", …) and of a subtype
/// ("pcm_16", "float", "vorbis", …), in any case of letters; "same" leaves it to the input.
/// Throws Error(usage) for a name that is not known, with the nearest that is, and for a subtype
/// that the format cannot hold, with those that it can.
OutputChoice parse_output_choice(const std::string& format, const std::string& subtype);

/// The format of the output for an input of `input`. Where the container does not hold the input's
/// subtype, it is the nearest in quality of those that it holds. The byte order is kept when the
/// container is. Throws Error(format) when channels, rate or subtype cannot be held.
AudioFormat output_format(const AudioFormat& input, const OutputChoice& choice);

/// The extension of outputs, without a dot; empty when they keep that of their input.
std::string extension_of(const OutputChoice& choice);

}  // namespace mpietl::io
