#include "mpietl/io/sound_reader.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <optional>
#include <vector>

#include "io/metadata_content.hpp"
#include "io/promised_bytes.hpp"
#include "io/sndfile_bridge.hpp"
#include "mpietl/audio/samples.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"

namespace mpietl::io {

namespace {

std::string warning_of(const std::optional<PromisedBytes>& bytes) {
  if (!bytes || bytes->promised <= bytes->there) return {};
  return "the header promises " + std::to_string(bytes->promised) + " bytes of samples, only " +
         std::to_string(bytes->there) + " are there";
}

constexpr std::int64_t most_dropped_frames = 4096;

std::int64_t frame_at(double seconds, int sample_rate) {
  const double frame = std::nearbyint(seconds * sample_rate);
  constexpr double most = 9e15;  // a whole number of which each is a double
  if (!(frame >= 0 && frame <= most)) {
    throw Error(Reason::format, "a segment cannot be at " + format_real(seconds) + " s");
  }
  return static_cast<std::int64_t>(frame);
}

}  // namespace

struct SoundReader::Open {
  ReadStream stream;
  SF_INFO info{};
  SndfileHandle handle;
  AudioFormat format;
  std::string warning;
  std::int64_t frames_read = 0;  // of the selected part, as the next two
  std::int64_t frames_told = -1;
  std::int64_t frames_wanted = -1;  // may be more than are there; -1: all
  std::int64_t first_frame = 0;

  explicit Open(File file) : stream(std::move(file)) {
    if (stream.size() == 0) throw Error(Reason::format, "the file is empty");
    warning = warning_of(promised_bytes(stream));
    if (is_unfinished_wav(stream)) tell_size_of_empty_file();
    stream.seek(0);
    try {
      handle = open_sndfile(stream, SFM_READ, info);
    } catch (const Error& error) {
      if (error.reason() != Reason::format) throw;
      throw Error(Reason::format, std::string("not audio that can be read: ") + error.what());
    }
    refuse_impossible_frames(info, stream.size());
    format = {info.channels, info.samplerate, info.format};
    frames_told = told_frames(info);
  }

  void tell_size_of_empty_file() {
    constexpr std::byte eight{8};
    char name[4];
    stream.seek(0);
    stream.read(name, sizeof name);
    const bool is_big_endian = name[3] == 'X';
    stream.replace(4, is_big_endian ? std::array{std::byte{}, std::byte{}, std::byte{}, eight}
                                    : std::array{eight, std::byte{}, std::byte{}, std::byte{}});
  }

  [[nodiscard]] bool is_16_bit() const {
    return (info.format & SF_FORMAT_SUBMASK) == SF_FORMAT_PCM_16;
  }

  /// As many as fit into `samples`, and no more than there are: libsndfile would fill up what it
  /// cannot read with zeros, which for a small file takes longer than to read it.
  [[nodiscard]] sf_count_t frames_to_ask(std::size_t samples) const {
    const sf_count_t room = static_cast<sf_count_t>(samples) / info.channels;
    const std::int64_t most = frames_told < 0 ? frames_wanted : frames_told;
    return most < 0 ? room : std::min(room, most - frames_read);
  }

  /// Moves to a frame of the file.
  void skip_to(std::int64_t frame) {
    if (seeks_exactly() && sf_seek(handle.get(), frame, SEEK_SET) == frame) return;
    stream.rethrow();
    std::vector<float> dropped(most_dropped_frames * static_cast<std::size_t>(info.channels));
    for (std::int64_t left = frame; left > 0;) {
      const auto now = std::min<std::int64_t>(left, most_dropped_frames);
      const sf_count_t got = sf_readf_float(handle.get(), dropped.data(), now);
      stream.rethrow();
      if (got <= 0) behind_end(frame, frame - left);
      left -= got;
    }
  }

  /// Codecs that carry something from frame to frame may give other samples after a seek.
  [[nodiscard]] bool seeks_exactly() const {
    return info.seekable != 0 && plain_bytes(format, 1) > 0;
  }

  [[noreturn]] void behind_end(std::int64_t frame, std::int64_t frames) const {
    const auto seconds = [&](std::int64_t count) {
      return format_real(std::round(1e3 * static_cast<double>(count) / info.samplerate) / 1e3);
    };
    throw Error(Reason::format, "the segment begins at " + seconds(frame) +
                                    " s, but the file ends at " + seconds(frames) + " s");
  }

  /// The same samples as from sf_readf_float(), which takes small steps and converts one by one.
  sf_count_t read_16_bit(std::span<float> interleaved, sf_count_t frames) const {
    auto* const integers = reinterpret_cast<short*>(interleaved.data());
    const auto wanted = static_cast<std::size_t>(frames * info.channels);
    const sf_count_t got = sf_readf_short(handle.get(), integers + wanted, frames);
    const auto samples = static_cast<std::size_t>(got * info.channels);
    if (samples < wanted) {
      std::memmove(integers + samples, integers + wanted, samples * sizeof(short));
    }
    audio::dequantise(interleaved.first(samples));
    return got;
  }
};

SoundReader::SoundReader(const std::string& path)
    : open_(std::make_unique<Open>(File::open(path))) {}

SoundReader::SoundReader(SoundReader&&) noexcept = default;
SoundReader& SoundReader::operator=(SoundReader&&) noexcept = default;
SoundReader::~SoundReader() = default;

const AudioFormat& SoundReader::format() const { return open_->format; }

std::int64_t SoundReader::bytes() const { return open_->stream.size(); }

bool SoundReader::frames_are_there() const { return plain_bytes(open_->format, 1) > 0; }

std::int64_t SoundReader::frames() const { return open_->frames_told; }

void SoundReader::select(double offset_seconds, double duration_seconds) {
  const std::int64_t first = frame_at(offset_seconds, open_->info.samplerate);
  if (open_->frames_told >= 0 && first > 0 && first >= open_->frames_told) {
    open_->behind_end(first, open_->frames_told);
  }
  open_->skip_to(first);
  open_->first_frame = first;
  if (open_->frames_told >= 0) open_->frames_told -= first;
  if (duration_seconds < 0) return;
  // Rounded by its end, so that segments that follow each other share no frame and miss none.
  open_->frames_wanted =
      frame_at(offset_seconds + duration_seconds, open_->info.samplerate) - first;
  if (open_->frames_told >= 0) {
    open_->frames_told = std::min(open_->frames_told, open_->frames_wanted);
  }
}

Metadata SoundReader::metadata() const {
  return take_metadata(open_->handle.get(), open_->format,
                       {open_->first_frame, open_->frames_told});
}

std::size_t SoundReader::read(std::span<float> interleaved) {
  const sf_count_t frames = open_->frames_to_ask(interleaved.size());
  if (frames == 0) return 0;
  const sf_count_t got = open_->is_16_bit()
                             ? open_->read_16_bit(interleaved, frames)
                             : sf_readf_float(open_->handle.get(), interleaved.data(), frames);
  open_->stream.rethrow();
  open_->frames_read += got;
  return static_cast<std::size_t>(got);
}

std::string SoundReader::warning() const {
  if (!open_->warning.empty()) return open_->warning;
  if (open_->frames_read < frames()) {
    return "the header promises " + std::to_string(frames()) + " frames, only " +
           std::to_string(open_->frames_read) + " could be read";
  }
  return {};
}

Header read_header(const std::string& path) {
  const SoundReader reader(path);
  return {reader.format(), reader.frames(), reader.bytes()};
}

}  // namespace mpietl::io
