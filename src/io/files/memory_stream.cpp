#include "io/files/memory_stream.hpp"

#include <algorithm>
#include <cstring>

namespace mpietl::io {

std::int64_t MemoryStream::read(void* data, std::int64_t size) {
  const auto count = std::clamp<std::int64_t>(this->size() - position_, 0, size);
  if (count > 0) std::memcpy(data, bytes_->data() + position_, static_cast<std::size_t>(count));
  position_ += count;
  return count;
}

std::int64_t MemoryStream::write(const void* data, std::int64_t size) {
  const auto end = position_ + size;
  if (end > this->size()) bytes_->resize(static_cast<std::size_t>(end));
  if (size > 0) std::memcpy(bytes_->data() + position_, data, static_cast<std::size_t>(size));
  position_ = end;
  return size;
}

}  // namespace mpietl::io
