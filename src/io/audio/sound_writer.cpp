#include "mpietl/io/audio/sound_writer.hpp"

#include <algorithm>
#include <cstring>
#include <optional>

#include "io/audio/containers.hpp"
#include "io/audio/final_header.hpp"
#include "io/audio/metadata_content.hpp"
#include "io/audio/sndfile_bridge.hpp"
#include "io/audio/write_stream.hpp"
#include "mpietl/audio/samples.hpp"
#include "mpietl/core/error.hpp"

namespace mpietl::io {

namespace {

/// Codecs that store whole packets may pad the last one, or do not tell their length exactly.
bool may_be_longer(int code) {
  switch (code & SF_FORMAT_SUBMASK) {
    case SF_FORMAT_IMA_ADPCM:
    case SF_FORMAT_MS_ADPCM:
    case SF_FORMAT_GSM610:
    case SF_FORMAT_G721_32:
    case SF_FORMAT_G723_24:
    case SF_FORMAT_G723_40:
    case SF_FORMAT_NMS_ADPCM_16:
    case SF_FORMAT_NMS_ADPCM_24:
    case SF_FORMAT_NMS_ADPCM_32:
    case SF_FORMAT_MPEG_LAYER_I:
    case SF_FORMAT_MPEG_LAYER_II:
    case SF_FORMAT_MPEG_LAYER_III:
      return true;
    default:
      return false;
  }
}

/// libsndfile takes the byte that makes an odd chunk even for one more frame of one byte.
bool counts_pad_byte(int code) { return (code & SF_FORMAT_TYPEMASK) == SF_FORMAT_AIFF; }

}  // namespace

struct SoundWriter::Open {
  AtomicFile output;
  WriteStream stream;
  SndfileHandle handle;
  AudioFormat format;
  SampleEncoding encoding;
  EncodeBuffer& buffer;
  std::int64_t planned_bytes;
  std::int64_t frames = 0;
  std::int64_t saturated = 0;
  GivenMetadata given;

  Open(Destination destination, const AudioFormat& wanted, EncodeBuffer& encode_buffer,
       const Planned& planned)
      : output(std::move(destination)),
        stream(output.file(), encode_buffer.tail,
               (wanted.code & SF_FORMAT_TYPEMASK) == SF_FORMAT_OGG, planned.serial),
        format(wanted),
        encoding(sample_encoding(wanted.code)),
        buffer(encode_buffer),
        planned_bytes(plain_bytes(wanted, planned.frames)) {
    SF_INFO info = sndfile_info(format);
    handle = open_writer(stream, info);
    given = give_metadata(handle.get(), format, planned.metadata);
    stream.rethrow();
    stream.put(std::move(given.swap));
    stream.expect_behind(given.chunks_behind.size());
    const bool is_large = planned_bytes > WriteStream::piece_bytes;
    stream.begin_samples(is_large ? final_header(format, planned.frames, planned.metadata)
                                  : std::vector<std::byte>());
    // ext4 then takes a fifth less time to copy a file in its cache; XFS, Btrfs and tmpfs as long.
    if (is_large && planned.frames_are_sure) output.file().reserve(planned_bytes);
  }

  sf_count_t encode_integers(std::span<const float> samples) {
    const auto size = samples.size();
    if (encoding.bits == 16) {
      if (buffer.shorts.size() < size) buffer.shorts.resize(size);
      saturated += audio::quantise(samples, std::span(buffer.shorts).first(size));
      return sf_write_short(handle.get(), buffer.shorts.data(), static_cast<sf_count_t>(size));
    }
    if (buffer.integers.size() < size) buffer.integers.resize(size);
    saturated += audio::quantise(samples, encoding.bits, std::span(buffer.integers).first(size));
    return sf_write_int(handle.get(), buffer.integers.data(), static_cast<sf_count_t>(size));
  }

  sf_count_t encode_reals(std::span<const float> samples) {
    if (encoding.bounded) {
      buffer.reals.assign(samples.begin(), samples.end());
      std::ranges::replace_if(
          buffer.reals, [](float x) { return x != x; }, 0.0F);
      saturated += audio::clip(buffer.reals, -1.0F, 1.0F);
      samples = buffer.reals;
    }
    return sf_write_float(handle.get(), samples.data(), static_cast<sf_count_t>(samples.size()));
  }

  void put_chunks_behind() {
    const auto& chunks = given.chunks_behind;
    if (chunks.empty()) return;
    stream.seek(stream.size());
    stream.write(chunks.data(), static_cast<std::int64_t>(chunks.size()));
  }

  /// libsndfile leaves a FLAC, Opus or MP3 file without samples without a header, too.
  [[nodiscard]] std::int64_t frames_that_can_be_read() {
    SF_INFO info{};
    stream.seek(0);
    try {
      const SndfileHandle again = open_sndfile(stream, SFM_READ, info);
      return told_frames(info);
    } catch (const Error& error) {
      if (frames > 0 || error.reason() != Reason::format) throw;
      throw Error(Reason::format, "there are no samples, and " + describe(format) +
                                      " cannot hold a file without any; choose --format wav");
    }
  }

  /// Frames that the finished file tells beyond those that were written.
  [[nodiscard]] std::int64_t checked_padding() {
    const auto there = frames_that_can_be_read();
    const auto padding = there - frames;
    if (padding == 0 || (padding > 0 && may_be_longer(format.code)) ||
        (padding == 1 && counts_pad_byte(format.code))) {
      return padding;
    }
    throw Error(Reason::storage, "the finished file holds " + std::to_string(there) +
                                     " frames instead of " + std::to_string(frames));
  }
};

SoundWriter::SoundWriter(Destination destination, const AudioFormat& format, EncodeBuffer& buffer,
                         const Planned& planned) {
  const AudioFormat actual = with_room_for(format, planned.frames);
  if (!is_writable(actual)) {
    throw Error(Reason::format, "cannot write this format: " + describe(actual) + ", " +
                                    std::to_string(format.channels) + " channels, " +
                                    std::to_string(format.sample_rate) + " Hz");
  }
  check_size(actual, plain_bytes(actual, planned.frames));
  open_ = std::make_unique<Open>(std::move(destination), actual, buffer, planned);
}

SoundWriter::~SoundWriter() = default;

void SoundWriter::write(std::span<const float> interleaved) {
  const bool integers = open_->encoding.kind == SampleEncoding::Kind::integer;
  const sf_count_t written =
      integers ? open_->encode_integers(interleaved) : open_->encode_reals(interleaved);
  open_->stream.rethrow();
  if (written != static_cast<sf_count_t>(interleaved.size())) {
    throw Error(Reason::storage, std::string("cannot encode: ") + sf_strerror(open_->handle.get()));
  }
  open_->frames += written / open_->format.channels;
  // A 32-bit size that is passed would start again at 0.
  check_size(open_->format, open_->stream.size());
}

Written SoundWriter::finish(Durability durability) {
  const int failure = sf_close(open_->handle.release());
  open_->stream.rethrow();
  if (failure != 0) {
    throw Error(Reason::storage, std::string("cannot complete: ") + sf_error_number(failure));
  }
  open_->put_chunks_behind();
  Written written{open_->stream.size(),
                  open_->saturated,
                  open_->checked_padding(),
                  {},
                  std::move(open_->given.warning)};
  written.digest = open_->stream.finish();
  if (written.bytes < open_->planned_bytes) open_->output.file().release_reserve();
  open_->output.commit(durability);
  return written;
}

}  // namespace mpietl::io
