#pragma once

#include <hwy/targets.h>

namespace mpietl::test {

/// Calls `check` once for each instruction set that this machine has and the kernels were compiled
/// for, the scalar one too.
template <class Check>
void on_each_target(const Check& check) {
  const auto supported = hwy::SupportedTargets();
  for (auto rest = supported; rest != 0; rest &= rest - 1) {
    hwy::GetChosenTarget().Update(rest & -rest);
    check(hwy::TargetName(rest & -rest));
  }
  hwy::GetChosenTarget().Update(supported);
}

}  // namespace mpietl::test
