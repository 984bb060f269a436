#include "mpietl/core/codec.hpp"

#include "mpietl/core/error.hpp"

namespace mpietl {

std::span<const std::byte> ByteReader::take(std::uint64_t size) {
  if (size > rest_.size()) throw Error(Reason::internal, "a message between ranks is truncated");
  const auto taken = rest_.first(size);
  rest_ = rest_.subspan(size);
  return taken;
}

}  // namespace mpietl
