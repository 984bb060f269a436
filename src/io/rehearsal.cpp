#include "io/rehearsal.hpp"

#include <algorithm>
#include <cstring>

#include "io/metadata_content.hpp"
#include "io/settle_header.hpp"
#include "io/sndfile_bridge.hpp"

namespace mpietl::io {

namespace {

/// A file of which only the first bytes are kept.
class HeadOnly final : public ByteStream {
 public:
  sf_count_t size() override { return size_; }
  sf_count_t position() override { return position_; }
  sf_count_t seek(sf_count_t offset) override { return position_ = offset; }
  sf_count_t read(void* /*data*/, sf_count_t /*size*/) override { return 0; }
  sf_count_t write(const void* data, sf_count_t size) override {
    if (position_ == 0) {
      const auto* first = static_cast<const std::byte*>(data);
      head_.assign(first, first + size);
    }
    position_ += size;
    size_ = std::max(size_, position_);
    return size;
  }

  [[nodiscard]] std::vector<std::byte> take_head() { return std::move(head_); }

 private:
  sf_count_t size_ = 0;
  sf_count_t position_ = 0;
  std::vector<std::byte> head_;
};

/// A file in memory.
class InMemory final : public ByteStream {
 public:
  sf_count_t size() override { return static_cast<sf_count_t>(bytes_.size()); }
  sf_count_t position() override { return position_; }
  sf_count_t seek(sf_count_t offset) override { return position_ = offset; }
  sf_count_t read(void* data, sf_count_t size) override {
    const sf_count_t use = std::clamp<sf_count_t>(this->size() - position_, 0, size);
    if (use > 0) std::memcpy(data, bytes_.data() + position_, static_cast<std::size_t>(use));
    position_ += use;
    return use;
  }
  sf_count_t write(const void* data, sf_count_t size) override {
    const auto end = static_cast<std::size_t>(position_ + size);
    if (bytes_.size() < end) bytes_.resize(end);
    if (size > 0) std::memcpy(bytes_.data() + position_, data, static_cast<std::size_t>(size));
    position_ += size;
    return size;
  }

 private:
  std::vector<std::byte> bytes_;
  sf_count_t position_ = 0;
};

}  // namespace

int rate_as_stored(const AudioFormat& format) {
  InMemory stream;
  SF_INFO info = sndfile_info(format);
  SndfileHandle handle = open_writer(stream, info);
  const std::vector<float> frame(static_cast<std::size_t>(format.channels), 0.0F);
  sf_writef_float(handle.get(), frame.data(), 1);
  handle.reset();
  stream.seek(0);
  info = {};
  handle = open_sndfile(stream, SFM_READ, info);
  return info.samplerate;
}

std::vector<std::byte> final_header(const AudioFormat& format, std::int64_t frames,
                                    const Metadata& metadata) {
  if (frames <= 0 || plain_bytes(format, 1) == 0) return {};
  HeadOnly stream;
  SF_INFO info = sndfile_info(format);
  SndfileHandle handle = open_writer(stream, info);
  give_metadata(handle.get(), format, metadata);
  const std::vector<float> frame(static_cast<std::size_t>(format.channels), 0.0F);
  if (sf_seek(handle.get(), frames - 1, SEEK_SET) != frames - 1) return {};
  if (sf_writef_float(handle.get(), frame.data(), 1) != 1) return {};
  if (sf_close(handle.release()) != 0) return {};
  auto head = stream.take_head();
  settle_header(head);
  return head;
}

}  // namespace mpietl::io
