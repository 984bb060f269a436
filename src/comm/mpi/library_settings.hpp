#pragma once

namespace mpietl::comm {

/// Sets environment variables that make the MPI library start faster, quietly and reliably. Does
/// not change variables that the user has set.
void prepare_library();

}  // namespace mpietl::comm
