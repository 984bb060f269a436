#pragma once

#include <string>
#include <vector>

namespace mpietl::audio {

/// Version of Highway that the kernels were compiled with: "1.0.3".
std::string highway_version();

/// Instruction sets of the kernels, by Highway's names, best first.
struct InstructionSets {
  std::string in_use;  ///< the best that this processor has
  std::vector<std::string> compiled;
};

InstructionSets instruction_sets();

}  // namespace mpietl::audio
