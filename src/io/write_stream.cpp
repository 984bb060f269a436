#include "io/write_stream.hpp"

#include <algorithm>
#include <cstring>

#include "io/settle_header.hpp"

namespace mpietl::io {

namespace {
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
    settle_header(header);
    bytes = header;
  }
  store(bytes);
  return size;
}

void WriteStream::store(std::span<const std::byte> bytes) {
  if (!has_samples_) {
    keep_header(bytes);
  } else if (file_.position() == size_) {
    hasher_.add(bytes.data(), bytes.size());
  } else if (!is_in_header(bytes)) {
    hash_is_whole_ = false;
  }
  file_.write(bytes.data(), bytes.size());
  size_ = std::max<sf_count_t>(size_, file_.position());
}

void WriteStream::keep_header(std::span<const std::byte> bytes) {
  const auto at = static_cast<std::size_t>(file_.position());
  header_.resize(std::max(header_.size(), at + bytes.size()));
  std::ranges::copy(bytes, header_.begin() + static_cast<std::ptrdiff_t>(at));
}

void WriteStream::begin_samples(std::vector<std::byte> header) {
  if (header.size() == header_.size() && !header.empty()) {
    const auto cursor = file_.position();
    file_.seek(0);
    file_.write(header.data(), header.size());
    file_.seek(cursor);
    header_ = std::move(header);
  }
  hasher_.add(header_.data(), header_.size());
  has_samples_ = true;
}

bool WriteStream::is_in_header(std::span<const std::byte> bytes) const {
  const auto at = static_cast<std::size_t>(file_.position());
  return at + bytes.size() <= header_.size() &&
         std::memcmp(header_.data() + at, bytes.data(), bytes.size()) == 0;
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
