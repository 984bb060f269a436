#include <algorithm>

#include "io/audio/codec_sources.hpp"
#include "io/audio/layout.hpp"
#include "io/audio/metadata_content.hpp"
#include "io/audio/read_chunks.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/io/files/normal_form.hpp"

namespace mpietl::io {

namespace {

/// Refuses a choice that a file with a single stream of unknown language cannot meet.
void require_only_stream(const StreamChoice& choice) {
  if (choice.number.value_or(0) != 0 || !choice.language.empty()) {
    throw no_such_stream(choice, "0");
  }
}

std::unique_ptr<AudioSource> codec_source(ReadStream& stream, Layout& layout,
                                          const StreamChoice& choice) {
  stream.seek(0);
  try {
    if (layout.codec == Codec::ffmpeg) return ffmpeg_source(stream, layout.ffmpeg, choice);
    require_only_stream(choice);
    if (layout.codec == Codec::ogg) return ogg_chain_source(stream, std::move(layout.pieces));
    if (!layout.pieces.empty()) stream.show(std::move(layout.pieces));
    if (layout.codec == Codec::sndfile) return sndfile_source(stream);
    return mpeg_source(stream, layout.is_in_wav ? FileFormat::wav : FileFormat::mpeg);
  } catch (const Error& error) {
    if (error.reason() != Reason::format) throw;
    throw Error(Reason::format, std::string("no readable audio: ") + error.what());
  }
}

/// A file: the layout of its bytes, and the codec that decodes them. Compares the declared length
/// with the frames that were read.
class FileSource final : public AudioSource {
 public:
  FileSource(File file, const ByteRange& part, const StreamChoice& choice)
      : stream_(std::make_unique<ReadStream>(std::move(file), part)) {
    if (stream_->file_size() == 0) throw Error(Reason::format, "the file is empty");
    layout_ = layout_of(*stream_);
    codec_ = codec_source(*stream_, layout_, choice);
    info_ = codec_->info();
    info_.bytes = stream_->file_size();
  }

  [[nodiscard]] const SourceInfo& info() const override { return info_; }

  std::size_t read(std::span<float> interleaved) override {
    const std::size_t frames = codec_->read(interleaved);
    position_ += static_cast<std::int64_t>(frames);
    const auto channels = static_cast<std::size_t>(info_.signal.channels);
    if (frames < interleaved.size() / channels) is_at_end_ = true;
    return frames;
  }

  std::int64_t seek(std::int64_t frame) override {
    const auto reached = codec_->seek(frame);
    if (reached < 0) return reached;
    is_at_end_ = false;
    return position_ = reached;
  }

  [[nodiscard]] Metadata metadata(const Segment& asked) const override {
    const auto segment = within_file(asked);
    auto found = codec_->metadata(segment);
    const bool reads_tag = layout_.codec == Codec::mpeg || layout_.codec == Codec::ffmpeg;
    const bool is_tag_lost = layout_.has_tag_before && !reads_tag;
    if (layout_.chunks.empty() && !is_tag_lost) return found;
    Metadata::Content content = found.empty() ? Metadata::Content{} : found.content();
    content.channels = info_.signal.channels;
    if (is_tag_lost) content.not_read.emplace_back("ID3 tag");
    const ChunkUse use{.is_aiff = info_.format.file == FileFormat::aiff,
                       .is_big_endian = layout_.is_big_endian,
                       .is_mpeg = layout_.codec == Codec::mpeg,
                       .is_part = is_part(segment)};
    read_chunks(*stream_, layout_.chunks, use, content);
    return metadata_of(std::move(content));
  }

  [[nodiscard]] std::string warning() const override {
    std::string text = layout_.remark;
    if (const auto left_out = codec_->warning(); !left_out.empty()) {
      text += (text.empty() ? "" : "; ") + left_out;
    }
    if (text.empty() && is_at_end_ && position_ < info_.signal.frames) {
      text = "the header declares " + std::to_string(info_.signal.frames) + " frames, but only " +
             std::to_string(position_) + " could be read";
    }
    return text;
  }

 private:
  [[nodiscard]] Segment within_file(Segment segment) const {
    const auto all = info_.signal.frames;
    if (all < 0) return segment;
    const auto rest = std::max<std::int64_t>(0, all - segment.first);
    segment.count = segment.count < 0 ? rest : std::min(rest, segment.count);
    return segment;
  }

  [[nodiscard]] bool is_part(const Segment& segment) const {
    const auto all = info_.signal.frames;
    return segment.first > 0 || (segment.count >= 0 && (all < 0 || segment.count < all));
  }

  std::unique_ptr<ReadStream> stream_;
  Layout layout_;
  std::unique_ptr<AudioSource> codec_;
  SourceInfo info_;
  std::int64_t position_ = 0;
  bool is_at_end_ = false;
};

}  // namespace

std::string channels_at(int channels, int sample_rate) {
  return std::to_string(channels) + (channels == 1 ? " channel at " : " channels at ") +
         std::to_string(sample_rate) + " Hz";
}

Error no_such_stream(const StreamChoice& choice, const std::string& streams) {
  const auto wanted = choice.language.empty() ? std::to_string(choice.number.value_or(0))
                                              : "in the language '" + choice.language + "'";
  return {Reason::format, "there is no audio stream " + wanted + ", only " + streams};
}

std::unique_ptr<AudioSource> open_source(const std::string& path, const StreamChoice& stream) {
  return std::make_unique<FileSource>(open_input_file(path), ByteRange{}, stream);
}

std::unique_ptr<AudioSource> open_source(File file, const ByteRange& part,
                                         const StreamChoice& stream) {
  return std::make_unique<FileSource>(std::move(file), part, stream);
}

}  // namespace mpietl::io
