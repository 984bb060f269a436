#pragma once

#include <optional>
#include <string>

namespace mpietl::io {

/// Which audio stream of a file is read: the first, unless a number or a language is set.
struct StreamChoice {
  std::optional<int> number;  ///< among the audio streams, from 0, as in FFmpeg's "0:a:1"
  std::string language;       ///< of the first such stream, as the file has it: "eng"; empty: any

  bool operator==(const StreamChoice&) const = default;
};

}  // namespace mpietl::io
