#pragma once

#include <cstdint>
#include <functional>

#include "report/pipe.hpp"

namespace mpietl::report {

/// What a child process may use.
struct ChildLimits {
  std::uint64_t cpu_seconds = 0;
  std::uint64_t more_bytes = 0;  ///< of address space, beyond what this process has
};

/// Has a child process `send` what this process is to `receive`, so that nothing that `send` does
/// can harm this process: it may crash, loop or fill its memory. The child is a fork that runs
/// nothing else; it writes to no terminal, leaves no core, and passes over the signals that stop a
/// job, which its parent hears too.
/// Throws the Error that `send` threw; Error(format) where the child crashed or went beyond its
/// limits; Error(internal) where something else ended it; as the system says where there can be no
/// child; and what `receive` throws.
void receive_from_child(const ChildLimits& limits, const std::function<void(PipeWriter&)>& send,
                        const std::function<void(PipeReader&)>& receive);

}  // namespace mpietl::report
