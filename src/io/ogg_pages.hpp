#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace mpietl::io {

/// Gives the pages of an Ogg stream (RFC 3533) a serial number that is not drawn from the time of
/// day, as libsndfile's is, so that equal samples become equal bytes.
class OggPages {
 public:
  explicit OggPages(std::uint32_t serial) : serial_(serial) {}

  /// Takes bytes of the stream and returns the whole pages that are ready, valid until the next
  /// call; what does not make a page yet is held.
  std::span<const std::byte> pass(std::span<const std::byte> bytes);

  /// Bytes that are held.
  [[nodiscard]] std::size_t held() const { return held_.size(); }

 private:
  /// Size of the page at the start of the held bytes; 0 when it is not all there.
  [[nodiscard]] std::size_t page_size() const;
  void release_page(std::size_t size);

  std::uint32_t serial_;
  std::vector<std::byte> held_;
  std::vector<std::byte> ready_;
};

}  // namespace mpietl::io
