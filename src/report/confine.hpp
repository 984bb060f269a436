#pragma once

#include <sys/resource.h>

#include "report/child.hpp"

namespace mpietl::report {

/// The limits of a process that is to be confined.
struct Confinement {
  rlim_t cpu_seconds = RLIM_INFINITY;
  rlim_t address_bytes = RLIM_INFINITY;
};

/// What `limits` mean to a fork of this process.
Confinement confinement_of(const ChildLimits& limits);

/// Confines this process, a fork that is to work on what may be damaged: a fault ends it silently,
/// whatever handlers it inherited. Calls only what a fork of a process with threads may call.
void confine(const Confinement& confinement);

}  // namespace mpietl::report
