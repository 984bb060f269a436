#pragma once

#include "mpietl/comm/grants.hpp"

// What ranks say to each other while they work, as bytes.
namespace mpietl::comm {

Bytes to_message(const Told& told);
Told told_from(const Bytes& message);

Bytes to_message(const Grant& grant);
Grant grant_from(const Bytes& message);

}  // namespace mpietl::comm
