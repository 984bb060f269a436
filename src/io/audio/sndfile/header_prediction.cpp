#include "io/audio/sndfile/header_prediction.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "io/audio/sndfile/sndfile_bridge.hpp"
#include "io/audio/sndfile/sndfile_metadata.hpp"
#include "mpietl/io/audio/output_format.hpp"

namespace mpietl::io {

namespace {

constexpr std::size_t id_bytes = 4;
constexpr std::size_t first_chunk = 12;  // after "RIFF", its size, and "WAVE"

/// Adds to a little-endian or big-endian number.
void add_to(std::span<std::byte> number, std::size_t summand, bool is_big_endian) {
  for (std::size_t i = 0; i < number.size(); ++i) {
    auto& byte = number[is_big_endian ? number.size() - 1 - i : i];
    summand += std::to_integer<std::size_t>(byte);
    byte = static_cast<std::byte>(summand & 0xFFU);
    summand >>= 8U;
  }
}

std::uint32_t size_at(std::span<const std::byte> header, std::size_t at, bool is_big_endian) {
  std::uint32_t size = 0;
  for (std::size_t i = 0; i < sizeof size; ++i) {
    const std::size_t place = is_big_endian ? i : sizeof size - 1 - i;
    size = size << 8U | std::to_integer<std::uint32_t>(header[at + place]);
  }
  return size;
}

void normalize_chunk(std::span<std::byte> chunk, std::string_view name, std::size_t bytes_behind) {
  if (name == "PAD ") std::memcpy(chunk.data(), "JUNK", id_bytes);
  constexpr std::size_t time_at = 12;  // after name, size and version
  if (name == "PEAK" && chunk.size() >= time_at + 4) {
    std::ranges::fill(chunk.subspan(time_at, 4), std::byte{0});
  }
  // The size of an RF64 file (EBU Tech 3306).
  if (name == "ds64" && chunk.size() >= 16) add_to(chunk.subspan(8, 8), bytes_behind, false);
}

void normalize_riff(std::span<std::byte> header, bool is_big_endian, std::size_t bytes_behind) {
  std::size_t at = first_chunk;
  while (at + 2 * id_bytes <= header.size()) {
    const auto chunk = header.subspan(at);
    const std::string_view name(reinterpret_cast<const char*>(chunk.data()), id_bytes);
    if (name == "data") return;
    normalize_chunk(chunk, name, bytes_behind);
    const std::size_t size = size_at(header, at + id_bytes, is_big_endian);
    at += 2 * id_bytes + size + size % 2;
  }
}

/// A file that keeps only its first bytes.
class HeaderOnly final : public ByteStream {
 public:
  std::int64_t size() override { return size_; }
  std::int64_t position() override { return position_; }
  std::int64_t seek(std::int64_t offset) override { return position_ = offset; }
  std::int64_t read(void* /*data*/, std::int64_t /*size*/) override { return 0; }
  std::int64_t write(const void* data, std::int64_t size) override {
    if (position_ == 0) {
      const auto* first = static_cast<const std::byte*>(data);
      header_.assign(first, first + size);
    }
    position_ += size;
    size_ = std::max(size_, position_);
    return size;
  }

  [[nodiscard]] std::vector<std::byte> take_header() { return std::move(header_); }

 private:
  std::int64_t size_ = 0;
  std::int64_t position_ = 0;
  std::vector<std::byte> header_;
};

}  // namespace

void normalize_header(std::span<std::byte> header, std::size_t bytes_behind) {
  const std::string_view text(reinterpret_cast<const char*>(header.data()), header.size());
  const bool is_big_endian = text.starts_with("RIFX");
  const bool has_size = text.starts_with("RIFF") || is_big_endian;
  if (!has_size && !text.starts_with("RF64")) return;
  if (has_size && header.size() >= 2 * id_bytes) {
    add_to(header.subspan(id_bytes, 4), bytes_behind, is_big_endian);
  }
  normalize_riff(header, is_big_endian, bytes_behind);
}

std::vector<std::byte> predict_header(const StorageFormat& format, const audio::Signal& signal,
                                      const Metadata& metadata) {
  const auto frames = signal.frames;
  if (frames <= 0 || plain_bytes(format, signal) == 0) return {};
  HeaderOnly stream;
  SF_INFO info = sndfile_info(format, signal);
  SndfileHandle handle = open_writer(stream, info);
  const auto written = write_metadata(handle.get(), format, signal.channels, metadata);
  const std::vector<float> frame(static_cast<std::size_t>(signal.channels), 0.0F);
  if (sf_seek(handle.get(), frames - 1, SEEK_SET) != frames - 1) return {};
  if (sf_writef_float(handle.get(), frame.data(), 1) != 1) return {};
  if (sf_close(handle.release()) != 0) return {};
  auto header = stream.take_header();
  normalize_header(header, written.chunks_behind.size());
  return header;
}

}  // namespace mpietl::io
