#pragma once

#include "mpietl/comm/communicator.hpp"

namespace mpietl::test {

/// The ranks that this test runs on.
const comm::Communicator& world();

}  // namespace mpietl::test
