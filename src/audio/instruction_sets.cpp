// The kernels are compiled for this set, too.
#define HWY_WANT_AVX3_DL
#include "mpietl/audio/instruction_sets.hpp"

#include <hwy/highway.h>

#include <bit>

namespace mpietl::audio {

namespace {

using Targets = decltype(hwy::SupportedTargets());

/// Names of a set of targets; better ones have lower bits.
std::vector<std::string> names_of(Targets targets) {
  std::vector<std::string> names;
  for (; targets != 0; targets &= targets - 1) {
    names.emplace_back(hwy::TargetName(targets & -targets));
  }
  return names;
}

}  // namespace

std::string highway_version() {
  return std::to_string(HWY_MAJOR) + "." + std::to_string(HWY_MINOR) + "." +
         std::to_string(HWY_PATCH);
}

InstructionSets instruction_sets() {
  const auto compiled = static_cast<Targets>(HWY_TARGETS);
  return {names_of(compiled & hwy::SupportedTargets()).at(0), names_of(compiled)};
}

}  // namespace mpietl::audio
