#pragma once

#include <string>

namespace mpietl::app {

/// Versions of this program and of all that is in use with it, a line each. Needs no MPI session.
std::string version_text();

}  // namespace mpietl::app
