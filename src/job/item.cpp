#include "mpietl/job/item.hpp"

#include "mpietl/io/hash.hpp"

namespace mpietl::job {

audio::StreamId stream_of(const Item& item, std::uint64_t seed) {
  const auto hash = io::hash128(item.identity, seed);
  return {hash.low, hash.high};
}

}  // namespace mpietl::job
