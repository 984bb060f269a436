#include "journal/frames.hpp"

#include <unistd.h>

#include <algorithm>
#include <cassert>
#include <cerrno>
#include <cstring>
#include <string_view>

#include "mpietl/core/error.hpp"
#include "mpietl/core/hash.hpp"

namespace mpietl::journal {

namespace {

constexpr std::size_t read_bytes = 1U << 18U;
// Gives up on a file that was crafted to look like many large frames; it would take hours.
constexpr std::uint64_t max_wasted_bytes = 1U << 30U;

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

FrameReader::FrameReader(int descriptor, std::string path)
    : descriptor_(descriptor), path_(std::move(path)) {}

bool FrameReader::next(Frame& frame) {
  bool is_skipping = false;
  bool was_cut = false;
  FrameHead head;
  while (true) {
    const Look seen = look(head);
    if (seen == Look::whole) {
      damaged_ += is_skipping ? 1 : 0;
      return take(head, frame);
    }
    if (!is_skipping) was_cut = seen == Look::cut;
    is_skipping = true;
    if (!skip_to_marker()) break;
  }
  damaged_ += was_cut ? 0 : 1;
  return false;
}

FrameReader::Look FrameReader::look(FrameHead& head) {
  if (!fill(sizeof head)) return Look::cut;
  std::memcpy(&head, rest().data(), sizeof head);
  if (head.marker != marker || head.bytes > max_payload_bytes) return Look::damaged;
  if (!fill(sizeof head + head.bytes)) return Look::cut;
  const auto payload = rest().subspan(sizeof head, head.bytes);
  if (checksum_of(head.kind, payload) == head.checksum) return Look::whole;
  wasted_bytes_ += head.bytes;
  return Look::damaged;
}

bool FrameReader::take(const FrameHead& head, Frame& frame) {
  frame = {head.kind, rest().subspan(sizeof head, head.bytes)};
  at_ += sizeof head + head.bytes;
  has_frames_ = true;
  return true;
}

bool FrameReader::skip_to_marker() {
  if (wasted_bytes_ > max_wasted_bytes) return false;
  const std::string_view wanted(reinterpret_cast<const char*>(&marker), sizeof marker);
  at_ += std::min<std::size_t>(rest().size(), 1);
  while (fill(sizeof marker)) {
    const std::string_view text(reinterpret_cast<const char*>(rest().data()), rest().size());
    if (const auto found = text.find(wanted); found != std::string_view::npos) {
      at_ += found;
      return true;
    }
    at_ += text.size() - (sizeof marker - 1);
  }
  return false;
}

/// Whether the buffer has `bytes` bytes from the position of the next frame.
bool FrameReader::fill(std::size_t bytes) {
  while (rest().size() < bytes) {
    if (is_at_end_) return false;
    buffer_.erase(buffer_.begin(), buffer_.begin() + static_cast<std::ptrdiff_t>(at_));
    at_ = 0;
    const auto before = buffer_.size();
    buffer_.resize(before + read_bytes);
    ssize_t n = -1;
    do {
      n = ::read(descriptor_, buffer_.data() + before, read_bytes);
    } while (n < 0 && errno == EINTR);
    buffer_.resize(before + static_cast<std::size_t>(std::max<ssize_t>(n, 0)));
    if (n < 0) throw system_error("read the journal", path_, errno);
    is_at_end_ = n == 0;
  }
  return true;
}

}  // namespace mpietl::journal
