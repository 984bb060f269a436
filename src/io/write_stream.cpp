#include "io/write_stream.hpp"

#include <algorithm>
#include <cstring>

#include "io/riff_padding.hpp"

namespace mpietl::io {

namespace {
constexpr std::size_t head_bytes = 4096;  // more than the header of nearly all files
constexpr std::size_t read_bytes = std::size_t{256} * 1024;
}  // namespace

sf_count_t WriteStream::seek(sf_count_t offset) {
  if (offset != position()) file_.seek(offset);
  return offset;
}

sf_count_t WriteStream::read(void* data, sf_count_t size) {
  return static_cast<sf_count_t>(file_.read(data, static_cast<std::size_t>(size)));
}

sf_count_t WriteStream::write(const void* data, sf_count_t size) {
  std::span bytes(static_cast<const std::byte*>(data), static_cast<std::size_t>(size));
  std::vector<std::byte> header;
  if (ogg_) {
    bytes = ogg_->pass(bytes);
  } else if (file_.position() == 0) {
    header.assign(bytes.begin(), bytes.end());
    rename_padding(header);
    bytes = header;
  }
  store(bytes);
  return size;
}

void WriteStream::store(std::span<const std::byte> bytes) {
  if (file_.position() == size_) {
    append(bytes.data(), bytes.size());
  } else if (!is_in_head(bytes.data(), bytes.size())) {
    hash_is_whole_ = false;
  }
  file_.write(bytes.data(), bytes.size());
  size_ = std::max<sf_count_t>(size_, file_.position());
}

void WriteStream::append(const void* data, std::size_t size) {
  if (hash_is_whole_) hasher_.add(data, size);
  const auto* bytes = static_cast<const std::byte*>(data);
  const auto room = std::min(size, head_bytes - std::min(head_bytes, head_.size()));
  head_.insert(head_.end(), bytes, bytes + room);
}

bool WriteStream::is_in_head(const void* data, std::size_t size) const {
  const auto at = static_cast<std::size_t>(file_.position());
  return at + size <= head_.size() && std::memcmp(head_.data() + at, data, size) == 0;
}

Hash128 WriteStream::digest() {
  if (hash_is_whole_) return hasher_.value();
  Hasher again;
  std::vector<std::byte> buffer(read_bytes);
  file_.seek(0);
  while (const auto got = file_.read(buffer.data(), buffer.size())) again.add(buffer.data(), got);
  return again.value();
}

}  // namespace mpietl::io
