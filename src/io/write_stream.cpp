#include "io/write_stream.hpp"

#include <ogg/ogg.h>

#include <algorithm>
#include <cstring>

#include "io/final_header.hpp"

namespace mpietl::io {

namespace {

// RFC 3533, section 6: where things are in the header of a page.
constexpr std::size_t serial_at = 14;
constexpr std::size_t segment_count_at = 26;
constexpr std::size_t fixed_header_bytes = 27;

}  // namespace

std::span<const std::byte> OggPages::pass(std::span<const std::byte> bytes) {
  held_.insert(held_.end(), bytes.begin(), bytes.end());
  ready_.clear();
  while (const std::size_t size = page_size()) release_page(size);
  return ready_;
}

std::size_t OggPages::page_size() const {
  if (held_.size() < fixed_header_bytes) return 0;
  const auto segments = std::to_integer<std::size_t>(held_[segment_count_at]);
  std::size_t size = fixed_header_bytes + segments;
  if (held_.size() < size) return 0;
  for (std::size_t i = 0; i < segments; ++i) {
    size += std::to_integer<std::size_t>(held_[fixed_header_bytes + i]);
  }
  return held_.size() < size ? 0 : size;
}

void OggPages::release_page(std::size_t size) {
  for (std::size_t i = 0; i < sizeof serial_; ++i) {
    held_[serial_at + i] = static_cast<std::byte>(serial_ >> (8 * i) & 0xFFU);
  }
  auto* first = reinterpret_cast<unsigned char*>(held_.data());
  const std::size_t header = fixed_header_bytes + first[segment_count_at];
  ogg_page page{first, static_cast<long>(header), first + header, static_cast<long>(size - header)};
  ogg_page_checksum_set(&page);
  const auto end = held_.begin() + static_cast<std::ptrdiff_t>(size);
  ready_.insert(ready_.end(), held_.begin(), end);
  held_.erase(held_.begin(), end);
}

WriteStream::WriteStream(File& file, std::vector<std::byte>& tail, bool is_ogg,
                         std::uint32_t serial)
    : file_(file), tail_(tail) {
  tail_.clear();
  tail_.reserve(piece_bytes);
  if (is_ogg) ogg_.emplace(serial);
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
  } else if (position_ == 0) {
    settled.assign(bytes.begin(), bytes.end());
    settle_header(settled);
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
