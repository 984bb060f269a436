#include "mpietl/io/sound_reader.hpp"

#include <algorithm>
#include <cstring>
#include <optional>

#include "io/promised_bytes.hpp"
#include "io/read_stream.hpp"
#include "io/sndfile_bridge.hpp"
#include "mpietl/audio/quantise.hpp"
#include "mpietl/core/error.hpp"

namespace mpietl::io {

namespace {

std::string warning_of(const std::optional<PromisedBytes>& bytes) {
  if (!bytes || bytes->promised <= bytes->there) return {};
  return "the header promises " + std::to_string(bytes->promised) + " bytes of samples, only " +
         std::to_string(bytes->there) + " are there";
}

}  // namespace

struct SoundReader::Open {
  ReadStream stream;
  SF_INFO info{};
  SndfileHandle handle;
  AudioFormat format;
  std::string warning;
  std::int64_t frames_read = 0;

  explicit Open(File file) : stream(std::move(file)) {
    if (stream.size() == 0) throw Error(Reason::format, "the file is empty");
    warning = warning_of(promised_bytes(stream));
    stream.seek(0);
    try {
      handle = open_sndfile(stream, SFM_READ, info);
    } catch (const Error& error) {
      if (error.reason() != Reason::format) throw;
      throw Error(Reason::format, std::string("not audio that can be read: ") + error.what());
    }
    format = {info.channels, info.samplerate, info.format};
  }

  [[nodiscard]] bool is_16_bit() const {
    return (info.format & SF_FORMAT_SUBMASK) == SF_FORMAT_PCM_16;
  }

  /// As many as fit into `samples`, and no more than there are: libsndfile would fill up what it
  /// cannot read with zeros, which for a small file takes longer than to read it.
  [[nodiscard]] sf_count_t frames_to_ask(std::size_t samples) const {
    const sf_count_t room = static_cast<sf_count_t>(samples) / info.channels;
    return told_frames(info) < 0 ? room : std::min(room, told_frames(info) - frames_read);
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

std::int64_t SoundReader::frames() const { return told_frames(open_->info); }

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

}  // namespace mpietl::io
