#include "io/audio/sndfile/sndfile_output.hpp"

#include "io/audio/sndfile/header_prediction.hpp"

namespace mpietl::io {

namespace {

/// The comments of the FLAC file that begins with `bytes` (RFC 9639, section 8); empty when they
/// are incomplete.
std::span<std::byte> comments_of_flac(std::span<std::byte> bytes) {
  constexpr std::size_t head_bytes = 4;
  constexpr auto comments = std::byte{4};
  std::size_t at = head_bytes;  // after "fLaC"
  while (at + head_bytes <= bytes.size()) {
    std::size_t size = 0;
    for (std::size_t i = 1; i < head_bytes; ++i) {
      size = size << 8U | std::to_integer<std::size_t>(bytes[at + i]);
    }
    const auto kind = bytes[at] & std::byte{0x7F};
    at += head_bytes;
    if (kind == comments)
      return at + size <= bytes.size() ? bytes.subspan(at, size) : bytes.first(0);
    at += size;
  }
  return {};
}

}  // namespace

std::span<const std::byte> FlacHeader::pass(std::span<const std::byte> bytes) {
  if (swap_.empty()) return bytes;
  held_.insert(held_.end(), bytes.begin(), bytes.end());
  const auto comments = comments_of_flac(held_);
  if (comments.empty()) return {};
  swap_comments(comments, swap_);
  swap_ = {};
  return held_;
}

SndfileOutput::SndfileOutput(ByteStream& out, bool is_ogg, std::uint32_t serial) : out_(out) {
  if (is_ogg) ogg_.emplace(serial);
}

void SndfileOutput::put(CommentSwap swap) {
  if (swap.empty()) return;
  if (ogg_) {
    ogg_->put(std::move(swap));
  } else {
    flac_.emplace(std::move(swap));
  }
}

std::int64_t SndfileOutput::seek(std::int64_t offset) {
  if (offset != position()) out_.seek(offset);
  return offset;
}

std::int64_t SndfileOutput::write(const void* data, std::int64_t size) {
  std::span bytes(static_cast<const std::byte*>(data), static_cast<std::size_t>(size));
  std::vector<std::byte> header;
  if (ogg_) {
    bytes = ogg_->pass(bytes);
  } else if (flac_) {
    bytes = flac_->pass(bytes);
  } else if (out_.position() == 0) {
    header.assign(bytes.begin(), bytes.end());
    normalize_header(header, bytes_behind_);
    bytes = header;
  }
  out_.write(bytes.data(), static_cast<std::int64_t>(bytes.size()));
  return size;
}

}  // namespace mpietl::io
