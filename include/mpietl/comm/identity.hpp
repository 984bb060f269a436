#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mpietl/comm/communicator.hpp"

namespace mpietl::comm {

/// Whether all ranks pass the same text; its first 128 bytes count. Collective. What is exchanged
/// has one form for ever, so that programs of different versions understand each other here.
bool is_same_on_all(const Communicator& communicator, std::string_view text);

/// The texts of all ranks, in order, on every rank; of each the first 512 bytes. Collective, and
/// of one form for ever too.
std::vector<std::string> texts_of_all(const Communicator& communicator, std::string_view text);

}  // namespace mpietl::comm
