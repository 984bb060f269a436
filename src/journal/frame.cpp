#include "journal/frame.hpp"

#include <cassert>

#include "mpietl/core/hash.hpp"

namespace mpietl::journal {

namespace {

template <class Value>
std::span<const std::byte> bytes_of(const Value& value) {
  return std::as_bytes(std::span(&value, 1));
}

}  // namespace

std::uint64_t checksum_of(Kind kind, std::span<const std::byte> payload) {
  return hash64(payload, payload.size() << 32U | static_cast<std::uint32_t>(kind));
}

void append_frame(Bytes& bytes, Kind kind, std::span<const std::byte> payload) {
  assert(payload.size() <= max_payload_bytes);
  const FrameHead head{marker, static_cast<std::uint32_t>(payload.size()), kind,
                       checksum_of(kind, payload)};
  const auto raw = bytes_of(head);
  bytes.insert(bytes.end(), raw.begin(), raw.end());
  bytes.insert(bytes.end(), payload.begin(), payload.end());
}

}  // namespace mpietl::journal
