#pragma once

namespace mpietl::comm {

/// Puts into the environment what spares the MPI library time, noise and failures as it starts.
/// What the user set stays.
void prepare_library();

}  // namespace mpietl::comm
