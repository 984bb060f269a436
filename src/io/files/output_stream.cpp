#include "io/files/output_stream.hpp"

#include <algorithm>
#include <cstring>

#include "mpietl/io/files/digest.hpp"

namespace mpietl::io {

OutputStream::OutputStream(File& file, std::vector<std::byte>& tail, std::int64_t begin)
    : file_(file), tail_(tail), begin_(begin) {
  tail_.clear();
  tail_.reserve(piece_bytes);
}

std::int64_t OutputStream::read(void* data, std::int64_t size) {
  const std::int64_t wanted = std::clamp<std::int64_t>(this->size() - position_, 0, size);
  auto* next = static_cast<std::byte*>(data);
  const std::int64_t from_file = std::clamp<std::int64_t>(stored_ - position_, 0, wanted);
  if (from_file > 0) {
    file_.seek(begin_ + position_);
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

std::int64_t OutputStream::write(const void* data, std::int64_t size) {
  const std::span bytes(static_cast<const std::byte*>(data), static_cast<std::size_t>(size));
  const auto over =
      static_cast<std::size_t>(std::clamp<std::int64_t>(this->size() - position_, 0, size));
  replace(bytes.first(over));
  append(bytes.subspan(over));
  return size;
}

void OutputStream::reserve(std::int64_t bytes) {
  file_.reserve(begin_ + bytes);
  reserved_ = bytes;
}

void OutputStream::append(std::span<const std::byte> bytes) {
  if (bytes.empty()) return;
  if (position_ > size()) tail_.resize(static_cast<std::size_t>(position_ - stored_));
  position_ += static_cast<std::int64_t>(bytes.size());
  const std::int64_t whole = position_ / piece_bytes * piece_bytes;
  if (whole > size()) {
    if (stored_ == 0) complete_first_piece();
    const auto now = bytes.first(static_cast<std::size_t>(whole - size()));
    store(now);
    bytes = bytes.subspan(now.size());
  }
  tail_.insert(tail_.end(), bytes.begin(), bytes.end());
}

void OutputStream::replace(std::span<const std::byte> bytes) {
  const std::int64_t in_file =
      std::clamp<std::int64_t>(stored_ - position_, 0, static_cast<std::int64_t>(bytes.size()));
  const auto stored = bytes.first(static_cast<std::size_t>(in_file));
  if (!stored.empty() && !(hash_is_whole_ && is_in_header(stored))) {
    hash_is_whole_ = false;
    file_.seek(begin_ + position_);
    file_.write(stored.data(), stored.size());
  }
  position_ += in_file;
  const auto held = bytes.subspan(stored.size());
  if (!held.empty()) std::ranges::copy(held, tail_.begin() + (position_ - stored_));
  position_ += static_cast<std::int64_t>(held.size());
}

void OutputStream::store(std::span<const std::byte> bytes) {
  hasher_.add(tail_.data(), tail_.size());
  hasher_.add(bytes.data(), bytes.size());
  file_.seek(begin_ + stored_);
  file_.write(tail_, bytes);
  stored_ = size() + static_cast<std::int64_t>(bytes.size());
  tail_.clear();
}

void OutputStream::begin_samples(std::vector<std::byte> header) {
  is_header_final_ = header.size() == tail_.size();
  header_ = is_header_final_ ? std::move(header) : tail_;
}

void OutputStream::complete_first_piece() {
  const std::span first(tail_.begin(), header_.size());
  if (is_header_final_) {
    std::ranges::copy(header_, first.begin());
  } else {
    std::ranges::copy(first, header_.begin());
  }
}

bool OutputStream::is_in_header(std::span<const std::byte> bytes) const {
  const auto end = static_cast<std::size_t>(position_) + bytes.size();
  return end <= header_.size() &&
         std::memcmp(header_.data() + position_, bytes.data(), bytes.size()) == 0;
}

Hash128 OutputStream::finish() {
  store({});
  if (stored_ < reserved_) file_.release_reserve();
  return hash_is_whole_ ? hasher_.value() : hash_of_file();
}

Hash128 OutputStream::hash_of_file() {
  file_.seek(begin_);
  const auto hash = hash_rest(file_, tail_);
  tail_.clear();
  return hash;
}

}  // namespace mpietl::io
