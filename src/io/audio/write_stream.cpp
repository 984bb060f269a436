#include "io/audio/write_stream.hpp"

#include <algorithm>
#include <cstring>

#include "io/audio/final_header.hpp"

namespace mpietl::io {

namespace {

/// The comments of the FLAC file that begins with `bytes` (RFC 9639, section 8); empty when they
/// are not all there.
std::span<std::byte> comments_of_flac(std::span<std::byte> bytes) {
  constexpr std::size_t head_bytes = 4;
  constexpr auto comments = std::byte{4};
  std::size_t at = head_bytes;  // behind "fLaC"
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

WriteStream::WriteStream(File& file, std::vector<std::byte>& tail, bool is_ogg,
                         std::uint32_t serial)
    : file_(file), tail_(tail) {
  tail_.clear();
  tail_.reserve(piece_bytes);
  if (is_ogg) ogg_.emplace(serial);
}

void WriteStream::put(CommentSwap swap) {
  if (swap.empty()) return;
  if (ogg_) {
    ogg_->put(std::move(swap));
  } else {
    flac_.emplace(std::move(swap));
  }
}

std::int64_t WriteStream::seek(std::int64_t offset) {
  if (offset != position()) position_ = offset;
  return offset;
}

std::int64_t WriteStream::read(void* data, std::int64_t size) {
  const std::int64_t wanted = std::clamp<std::int64_t>(this->size() - position_, 0, size);
  auto* next = static_cast<std::byte*>(data);
  const std::int64_t from_file = std::clamp<std::int64_t>(stored_ - position_, 0, wanted);
  if (from_file > 0) {
    file_.seek(position_);
    file_.read(next, static_cast<std::size_t>(from_file));
  }
  position_ += from_file;
  const std::int64_t from_tail = wanted - from_file;
  if (from_tail > 0) {
    const auto* first = tail_.data() + (position_ - stored_);
    std::memcpy(next + from_file, first, static_cast<std::size_t>(from_tail));
  }
  position_ += from_tail;
  return wanted;
}

std::int64_t WriteStream::write(const void* data, std::int64_t size) {
  std::span bytes(static_cast<const std::byte*>(data), static_cast<std::size_t>(size));
  std::vector<std::byte> settled;
  if (ogg_) {
    bytes = ogg_->pass(bytes);
  } else if (flac_) {
    bytes = flac_->pass(bytes);
  } else if (position_ == 0) {
    settled.assign(bytes.begin(), bytes.end());
    settle_header(settled, bytes_behind_);
    bytes = settled;
  }
  const std::int64_t over = std::clamp<std::int64_t>(this->size() - position_, 0,
                                                     static_cast<std::int64_t>(bytes.size()));
  replace(bytes.first(static_cast<std::size_t>(over)));
  append(bytes.subspan(static_cast<std::size_t>(over)));
  return size;
}

void WriteStream::append(std::span<const std::byte> bytes) {
  if (bytes.empty()) return;
  if (position_ > size()) tail_.resize(static_cast<std::size_t>(position_ - stored_));
  position_ += static_cast<std::int64_t>(bytes.size());
  const std::int64_t whole = position_ / piece_bytes * piece_bytes;
  if (whole > size()) {
    if (stored_ == 0) settle_first_piece();
    const auto now = bytes.first(static_cast<std::size_t>(whole - size()));
    store(now);
    bytes = bytes.subspan(now.size());
  }
  tail_.insert(tail_.end(), bytes.begin(), bytes.end());
}

void WriteStream::replace(std::span<const std::byte> bytes) {
  const std::int64_t in_file =
      std::clamp<std::int64_t>(stored_ - position_, 0, static_cast<std::int64_t>(bytes.size()));
  const auto stored = bytes.first(static_cast<std::size_t>(in_file));
  if (!stored.empty() && !(hash_is_whole_ && is_in_header(stored))) {
    hash_is_whole_ = false;
    file_.seek(position_);
    file_.write(stored.data(), stored.size());
  }
  position_ += in_file;
  const auto held = bytes.subspan(stored.size());
  if (!held.empty()) std::ranges::copy(held, tail_.begin() + (position_ - stored_));
  position_ += static_cast<std::int64_t>(held.size());
}

void WriteStream::store(std::span<const std::byte> bytes) {
  hasher_.add(tail_.data(), tail_.size());
  hasher_.add(bytes.data(), bytes.size());
  file_.seek(stored_);
  file_.write(tail_, bytes);
  stored_ = size() + static_cast<std::int64_t>(bytes.size());
  tail_.clear();
}

void WriteStream::begin_samples(std::vector<std::byte> header) {
  is_header_final_ = header.size() == tail_.size();
  header_ = is_header_final_ ? std::move(header) : tail_;
}

void WriteStream::settle_first_piece() {
  const std::span first(tail_.begin(), header_.size());
  if (is_header_final_) {
    std::ranges::copy(header_, first.begin());
  } else {
    std::ranges::copy(first, header_.begin());
  }
}

bool WriteStream::is_in_header(std::span<const std::byte> bytes) const {
  const auto end = static_cast<std::size_t>(position_) + bytes.size();
  return end <= header_.size() &&
         std::memcmp(header_.data() + position_, bytes.data(), bytes.size()) == 0;
}

Hash128 WriteStream::finish() {
  store({});
  if (hash_is_whole_) return hasher_.value();
  Hasher again;
  tail_.resize(piece_bytes);
  file_.seek(0);
  while (const auto got = file_.read(tail_.data(), tail_.size())) again.add(tail_.data(), got);
  return again.value();
}

}  // namespace mpietl::io
