#include "io/files/byte_stream.hpp"

#include <algorithm>
#include <cstring>

namespace mpietl::io {

namespace {

// Large enough for most speech files, and for eight of the pieces that libsndfile decodes at once.
constexpr std::int64_t max_window_bytes = std::int64_t{64} * 1024;

}  // namespace

ReadStream::ReadStream(File file, const ByteRange& part)
    : file_(std::move(file)),
      begin_(part.begin),
      file_size_(part.size < 0 ? std::max<std::int64_t>(0, file_.size() - begin_) : part.size),
      pieces_{{.end = file_size_}},
      size_(file_size_),
      window_bytes_(std::min(file_size_, max_window_bytes)),
      window_(
          std::make_unique_for_overwrite<std::byte[]>(static_cast<std::size_t>(window_bytes_))) {}

void ReadStream::show(std::vector<Piece> pieces) {
  pieces_ = std::move(pieces);
  size_ = 0;
  for (const auto& piece : pieces_) size_ += piece.size();
  position_ = 0;
}

std::int64_t ReadStream::read(void* data, std::int64_t size) {
  auto* const first = static_cast<std::byte*>(data);
  std::int64_t done = 0;
  std::int64_t begin = 0;  // first byte of the piece in the stream
  for (const auto& piece : pieces_) {
    const auto end = begin + piece.size();
    if (position_ >= begin && position_ < end && done < size) {
      const auto wanted = std::min(size - done, end - position_);
      const auto got = read_from(piece, position_ - begin, first + done, wanted);
      position_ += got;
      done += got;
      if (got < wanted) break;
    }
    begin = end;
  }
  return done;
}

std::int64_t ReadStream::read_from(const Piece& piece, std::int64_t offset, std::byte* data,
                                   std::int64_t size) {
  if (piece.bytes.empty()) return read_file(piece.begin + offset, data, size);
  std::memcpy(data, piece.bytes.data() + offset, static_cast<std::size_t>(size));
  return size;
}

std::int64_t ReadStream::read_file(std::int64_t at, std::byte* data, std::int64_t size) {
  const auto read_at = [this](std::int64_t offset, std::byte* into, std::int64_t bytes) {
    const auto there = std::clamp<std::int64_t>(file_size_ - offset, 0, bytes);
    file_.seek(begin_ + offset);
    return static_cast<std::int64_t>(file_.read(into, static_cast<std::size_t>(there)));
  };
  const std::int64_t done = copy_from_window(at, data, size);
  if (done == size) return done;
  at += done;
  if (size - done >= window_bytes_) return done + read_at(at, data + done, size - done);
  window_end_ = window_begin_ = at;
  window_end_ += read_at(at, window_.get(), window_bytes_);
  return done + copy_from_window(at, data + done, size - done);
}

std::int64_t ReadStream::copy_from_window(std::int64_t at, std::byte* data,
                                          std::int64_t size) const {
  if (at < window_begin_ || at >= window_end_) return 0;
  const auto use = std::min(size, window_end_ - at);
  std::memcpy(data, window_.get() + (at - window_begin_), static_cast<std::size_t>(use));
  return use;
}

}  // namespace mpietl::io
