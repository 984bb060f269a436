#include "mpietl/io/audio/sound_reader.hpp"

#include <sndfile.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "io/audio/decoder.hpp"
#include "io/audio/layout.hpp"
#include "io/audio/metadata_content.hpp"
#include "io/audio/take_chunks.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/io/files/twin.hpp"

namespace mpietl::io {

namespace {

constexpr std::int64_t most_dropped_frames = 4096;

std::int64_t frame_at(double seconds, int sample_rate) {
  const double frame = std::nearbyint(seconds * sample_rate);
  constexpr double most = 9e15;  // a whole number of which each is a double
  if (!(frame >= 0 && frame <= most)) {
    throw Error(Reason::format, "a segment cannot be at " + format_real(seconds) + " s");
  }
  return static_cast<std::int64_t>(frame);
}

std::unique_ptr<Decoder> decoder_for(ReadStream& stream, Layout& layout) {
  stream.seek(0);
  try {
    if (layout.codec == Codec::ogg) return ogg_decoder(stream, std::move(layout.pieces));
    if (!layout.pieces.empty()) stream.show(std::move(layout.pieces));
    if (layout.codec == Codec::sndfile) return sndfile_decoder(stream);
    return mpeg_decoder(stream, layout.is_in_wav ? SF_FORMAT_WAV : SF_FORMAT_MPEG);
  } catch (const Error& error) {
    if (error.reason() != Reason::format) throw;
    throw Error(Reason::format, std::string("not audio that can be read: ") + error.what());
  }
}

}  // namespace

/// What a file declares, what was read of it, and what is known to be behind: the one place that
/// tells whether all of its audio was given.
struct SoundReader::Open {
  ReadStream stream;
  Layout layout;
  std::unique_ptr<Decoder> decoder;
  AudioFormat format;
  std::int64_t first_frame = 0;
  std::int64_t frames_read = 0;     // of the selected part, as the next
  std::int64_t frames_wanted = -1;  // may be more than are there; -1: all

  explicit Open(File file) : stream(std::move(file)) {
    if (stream.file_size() == 0) throw Error(Reason::format, "the file is empty");
    layout = layout_of(stream);
    decoder = decoder_for(stream, layout);
    format = decoder->format();
  }

  /// Of `all` frames of the file, those in the selected part; -1 when it is not told.
  [[nodiscard]] std::int64_t selected(std::int64_t all) const {
    if (all < 0) return -1;
    const auto rest = std::max<std::int64_t>(0, all - first_frame);
    return frames_wanted < 0 ? rest : std::min(rest, frames_wanted);
  }

  [[nodiscard]] bool is_part() const {
    const auto all = decoder->declared_frames();
    return first_frame > 0 || (frames_wanted >= 0 && (all < 0 || frames_wanted < all));
  }

  /// Moves to a frame of the file.
  void skip_to(std::int64_t frame) const {
    if (decoder->ends_as_declared() && decoder->declared_frames() >= 0 &&
        frame >= decoder->declared_frames()) {
      behind_end(frame, decoder->declared_frames());
    }
    if (decoder->seek(frame)) return;
    std::vector<float> dropped(most_dropped_frames * static_cast<std::size_t>(format.channels));
    for (std::int64_t left = frame; left > 0;) {
      const auto now = std::min<std::int64_t>(left, most_dropped_frames);
      const auto samples = static_cast<std::size_t>(now * format.channels);
      const auto got = decoder->read(std::span(dropped).first(samples));
      if (got == 0) behind_end(frame, frame - left);
      left -= static_cast<std::int64_t>(got);
    }
  }

  [[noreturn]] void behind_end(std::int64_t frame, std::int64_t frames) const {
    const auto seconds = [&](std::int64_t count) {
      return format_real(std::round(1e3 * static_cast<double>(count) / format.sample_rate) / 1e3);
    };
    throw Error(Reason::format, "the segment begins at " + seconds(frame) +
                                    " s, but the file ends at " + seconds(frames) + " s");
  }
};

SoundReader::SoundReader(const std::string& path)
    : open_(std::make_unique<Open>(open_input(path))) {}

SoundReader::SoundReader(SoundReader&&) noexcept = default;
SoundReader& SoundReader::operator=(SoundReader&&) noexcept = default;
SoundReader::~SoundReader() = default;

const AudioFormat& SoundReader::format() const { return open_->format; }

std::int64_t SoundReader::bytes() const { return open_->stream.file_size(); }

bool SoundReader::frames_are_there() const { return plain_bytes(open_->format, 1) > 0; }

std::int64_t SoundReader::frames() const {
  return open_->selected(open_->decoder->declared_frames());
}

std::int64_t SoundReader::likely_frames() const {
  return open_->selected(open_->decoder->likely_frames());
}

void SoundReader::select(double offset_seconds, double duration_seconds) {
  const std::int64_t first = frame_at(offset_seconds, open_->format.sample_rate);
  if (first > 0) open_->skip_to(first);
  open_->first_frame = first;
  if (duration_seconds < 0) return;
  // Rounded by its end, so that segments that follow each other share no frame and miss none.
  open_->frames_wanted =
      frame_at(offset_seconds + duration_seconds, open_->format.sample_rate) - first;
}

Metadata SoundReader::metadata() const {
  const auto& layout = open_->layout;
  auto found = open_->decoder->metadata({open_->first_frame, frames()});
  const bool is_tag_lost = layout.has_tag_before && layout.codec != Codec::mpeg;
  if (layout.chunks.empty() && !is_tag_lost) return found;
  Metadata::Content content = found.empty() ? Metadata::Content{} : found.content();
  content.channels = open_->format.channels;
  if (is_tag_lost) content.not_taken.emplace_back("ID3 tag");
  const ChunkUse use{.is_aiff = (open_->format.code & SF_FORMAT_TYPEMASK) == SF_FORMAT_AIFF,
                     .is_big_endian = layout.is_big_endian,
                     .is_mpeg = layout.codec == Codec::mpeg,
                     .is_part = open_->is_part()};
  take_chunks(open_->stream, layout.chunks, use, content);
  return metadata_of(std::move(content));
}

std::size_t SoundReader::read(std::span<float> interleaved) {
  if (open_->frames_wanted >= 0) {
    const auto left = open_->frames_wanted - open_->frames_read;
    const auto samples = static_cast<std::size_t>(left * open_->format.channels);
    interleaved = interleaved.first(std::min(interleaved.size(), samples));
  }
  const std::size_t frames = open_->decoder->read(interleaved);
  open_->frames_read += static_cast<std::int64_t>(frames);
  return frames;
}

std::string SoundReader::warning() const {
  std::string text = open_->layout.remark;
  if (const auto left_out = open_->decoder->left_out(); !left_out.empty()) {
    text += (text.empty() ? "" : "; ") + left_out;
  }
  if (text.empty() && open_->frames_read < frames()) {
    text = "the header promises " + std::to_string(frames()) + " frames, only " +
           std::to_string(open_->frames_read) + " could be read";
  }
  return text;
}

Header read_header(const std::string& path) {
  const SoundReader reader(path);
  return {reader.format(), reader.likely_frames(), reader.bytes()};
}

}  // namespace mpietl::io
