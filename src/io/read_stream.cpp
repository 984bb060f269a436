#include "io/read_stream.hpp"

#include <algorithm>
#include <cstring>

namespace mpietl::io {

namespace {
// Holds most speech files whole, and eight of the pieces in which libsndfile decodes.
constexpr sf_count_t most_window_bytes = sf_count_t{64} * 1024;
}  // namespace

ReadStream::ReadStream(File file)
    : file_(std::move(file)),
      size_(file_.size()),
      window_bytes_(std::min(size_, most_window_bytes)),
      window_(
          std::make_unique_for_overwrite<std::byte[]>(static_cast<std::size_t>(window_bytes_))) {}

void ReadStream::replace(sf_count_t offset, const std::array<std::byte, 4>& bytes) {
  replaced_at_ = offset;
  replacement_ = bytes;
}

sf_count_t ReadStream::read(void* data, sf_count_t size) {
  auto* const first = static_cast<std::byte*>(data);
  const sf_count_t begin = position_;
  const sf_count_t got = read_as_stored(first, size);
  if (replaced_at_ < 0) return got;
  for (std::size_t i = 0; i < replacement_.size(); ++i) {
    const sf_count_t at = replaced_at_ + static_cast<sf_count_t>(i) - begin;
    if (at >= 0 && at < got) first[at] = replacement_[i];
  }
  return got;
}

sf_count_t ReadStream::read_as_stored(std::byte* next, sf_count_t size) {
  const sf_count_t wanted = std::clamp<sf_count_t>(size_ - position_, 0, size);
  sf_count_t done = copy_from_window(next, wanted);
  if (done == wanted) return done;
  if (wanted - done >= window_bytes_) return done + read_file(next + done, wanted - done);
  const sf_count_t begin = position_;
  const sf_count_t got = read_file(window_.get(), std::min(window_bytes_, size_ - begin));
  window_begin_ = begin;
  window_end_ = begin + got;
  position_ = begin;
  return done + copy_from_window(next + done, wanted - done);
}

sf_count_t ReadStream::copy_from_window(std::byte* data, sf_count_t size) {
  if (position_ < window_begin_ || position_ >= window_end_) return 0;
  const sf_count_t use = std::min(size, window_end_ - position_);
  std::memcpy(data, window_.get() + (position_ - window_begin_), static_cast<std::size_t>(use));
  position_ += use;
  return use;
}

sf_count_t ReadStream::read_file(std::byte* data, sf_count_t size) {
  file_.seek(position_);
  const auto got = static_cast<sf_count_t>(file_.read(data, static_cast<std::size_t>(size)));
  position_ += got;
  return got;
}

}  // namespace mpietl::io
