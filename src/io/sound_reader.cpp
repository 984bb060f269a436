#include "mpietl/io/sound_reader.hpp"

#include <optional>

#include "io/promised_bytes.hpp"
#include "io/sndfile_bridge.hpp"
#include "mpietl/core/error.hpp"

namespace mpietl::io {

namespace {

class ReadStream final : public ByteStream {
 public:
  explicit ReadStream(File file) : file_(std::move(file)), size_(file_.size()) {}

  File& file() { return file_; }

  sf_count_t size() override { return size_; }
  sf_count_t position() override { return file_.position(); }
  sf_count_t seek(sf_count_t offset) override {
    file_.seek(offset);
    return offset;
  }
  sf_count_t read(void* data, sf_count_t size) override {
    return static_cast<sf_count_t>(file_.read(data, static_cast<std::size_t>(size)));
  }
  sf_count_t write(const void* /*data*/, sf_count_t /*size*/) override { return 0; }

 private:
  File file_;
  sf_count_t size_;
};

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
    warning = warning_of(promised_bytes(stream.file()));
    stream.seek(0);
    try {
      handle = open_sndfile(stream, SFM_READ, info);
    } catch (const Error& error) {
      if (error.reason() != Reason::format) throw;
      throw Error(Reason::format, std::string("not audio that can be read: ") + error.what());
    }
    format = {info.channels, info.samplerate, info.format};
  }

  // A length that no file has stands for one that the header does not tell.
  [[nodiscard]] bool tells_frames() const { return info.frames < SF_COUNT_MAX / 2; }
};

SoundReader::SoundReader(const std::string& path) : SoundReader(File::open(path)) {}

SoundReader::SoundReader(File file) : open_(std::make_unique<Open>(std::move(file))) {}

SoundReader::SoundReader(SoundReader&&) noexcept = default;
SoundReader& SoundReader::operator=(SoundReader&&) noexcept = default;
SoundReader::~SoundReader() = default;

const AudioFormat& SoundReader::format() const { return open_->format; }

std::int64_t SoundReader::bytes() const { return open_->stream.size(); }

std::int64_t SoundReader::frames() const { return open_->tells_frames() ? open_->info.frames : -1; }

std::size_t SoundReader::read(std::span<float> interleaved) {
  const auto wanted =
      static_cast<sf_count_t>(interleaved.size()) / static_cast<sf_count_t>(open_->info.channels);
  const sf_count_t got = sf_readf_float(open_->handle.get(), interleaved.data(), wanted);
  open_->stream.rethrow();
  open_->frames_read += got;
  return static_cast<std::size_t>(got);
}

std::string SoundReader::warning() const {
  if (!open_->warning.empty()) return open_->warning;
  if (open_->tells_frames() && open_->frames_read < open_->info.frames) {
    return "the header promises " + std::to_string(open_->info.frames) + " frames, only " +
           std::to_string(open_->frames_read) + " could be read";
  }
  return {};
}

}  // namespace mpietl::io
