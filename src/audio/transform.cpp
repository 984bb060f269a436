#include "mpietl/audio/transform.hpp"

#include <cassert>

namespace mpietl::audio {

void Stage::apply(Block& /*block*/, Counts& /*counts*/) const { assert(order() == Order::any); }

void Stage::process(const Block& /*block*/, std::vector<float>& /*out*/) {
  assert(order() == Order::in_sequence);
}

void Stage::finish(std::vector<float>& /*out*/) { assert(order() == Order::in_sequence); }

}  // namespace mpietl::audio
