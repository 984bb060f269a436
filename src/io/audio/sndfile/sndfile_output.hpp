#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "io/audio/ogg_pages.hpp"
#include "io/files/byte_stream.hpp"

namespace mpietl::io {

/// Keeps back the start of a FLAC file until its comments are complete, and adds those that
/// libsndfile cannot write.
class FlacHeader {
 public:
  explicit FlacHeader(CommentSwap swap) : swap_(std::move(swap)) {}

  /// Takes bytes of the file and returns those that are ready, valid until the next call.
  std::span<const std::byte> pass(std::span<const std::byte> bytes);

  /// Bytes kept back.
  [[nodiscard]] std::size_t held() const { return swap_.empty() ? 0 : held_.size(); }

 private:
  CommentSwap swap_;
  std::vector<std::byte> held_;
};

/// Corrects what libsndfile writes on its way to the output's stream: gives the pages of an Ogg
/// stream the number `serial`, normalises headers, and adds comments.
class SndfileOutput final : public ByteStream {
 public:
  SndfileOutput(ByteStream& out, bool is_ogg, std::uint32_t serial);

  std::int64_t size() override { return out_.size(); }
  std::int64_t position() override { return out_.position() + pending(); }
  std::int64_t seek(std::int64_t offset) override;
  std::int64_t read(void* data, std::int64_t size) override { return out_.read(data, size); }
  std::int64_t write(const void* data, std::int64_t size) override;

  /// Adds these comments to a FLAC or Ogg file. Call it before the first byte.
  void put(CommentSwap swap);

  /// Announces the size of chunks that will follow what libsndfile writes into a RIFF file.
  void expect_behind(std::size_t bytes) { bytes_behind_ = bytes; }

 private:
  /// Bytes that libsndfile has written and that are kept back.
  [[nodiscard]] std::int64_t pending() const {
    return static_cast<std::int64_t>(ogg_ ? ogg_->held() : flac_ ? flac_->held() : 0);
  }

  ByteStream& out_;
  std::optional<OggPages> ogg_;
  std::optional<FlacHeader> flac_;
  std::size_t bytes_behind_ = 0;
};

}  // namespace mpietl::io
