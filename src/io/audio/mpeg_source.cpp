#include <mpg123.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

#include "io/audio/codec_sources.hpp"
#include "io/audio/decoders.hpp"
#include "io/audio/id3_frames.hpp"
#include "io/audio/layout.hpp"
#include "io/audio/metadata_content.hpp"
#include "io/audio/skip_frames.hpp"
#include "mpietl/core/error.hpp"

namespace mpietl::io {

namespace {

struct HandleCloser {
  void operator()(mpg123_handle* handle) const noexcept { mpg123_delete(handle); }
};
using Handle = std::unique_ptr<mpg123_handle, HandleCloser>;

ssize_t on_read(void* user, void* data, std::size_t size) {
  return guarded(user, -1, [&](ByteStream& stream) {
    return stream.read(data, static_cast<std::int64_t>(size));
  });
}

off_t on_seek(void* user, off_t offset, int whence) {
  return guarded(user, -1, [&](ByteStream& stream) {
    if (whence == SEEK_CUR) offset += stream.position();
    if (whence == SEEK_END) offset += stream.size();
    return offset < 0 ? -1 : stream.seek(offset);
  });
}

/// Whether the first frame contains only the length of the file: a Xing, Info or VBRI tag.
bool first_frame_tells_length(ReadStream& stream) {
  constexpr std::size_t farthest_bytes = 48;  // of the tag, after header and side information
  std::array<char, farthest_bytes> frame{};
  stream.seek(end_of_id3v2(stream, 0));
  const auto size = stream.read(frame.data(), frame.size());
  const std::string_view bytes(frame.data(), static_cast<std::size_t>(size));
  return std::ranges::any_of(
      std::array<std::string_view, 3>{"Xing", "Info", "VBRI"},
      [&](std::string_view tag) { return bytes.find(tag) != std::string_view::npos; });
}

Subtype subtype_of_layer(int layer) {
  constexpr std::array subtypes{Subtype::mpeg_layer_i, Subtype::mpeg_layer_ii,
                                Subtype::mpeg_layer_iii};
  return subtypes.at(static_cast<std::size_t>(std::clamp(layer, 1, 3) - 1));
}

/// Texts of ID3v2, mapped as libsndfile does for other files.
constexpr std::array text_frames{
    std::pair{"TIT2", TextKind::title},        std::pair{"TCOP", TextKind::copyright},
    std::pair{"TENC", TextKind::software},     std::pair{"TSSE", TextKind::software},
    std::pair{"TPE1", TextKind::artist},       std::pair{"TALB", TextKind::album},
    std::pair{"TRCK", TextKind::track_number}, std::pair{"TYER", TextKind::date},
    std::pair{"TDRC", TextKind::date},         std::pair{"TCON", TextKind::genre},
};

std::string text_of(const mpg123_string* text) {
  return text == nullptr || text->p == nullptr ? std::string() : std::string(text->p);
}

template <std::size_t size>
std::string text_of(const char (&field)[size]) {
  return {field, strnlen(field, size)};
}

void read_id3v1(const mpg123_id3v1& tag, std::vector<MetadataText>& texts) {
  set_text(texts, TextKind::title, text_of(tag.title));
  set_text(texts, TextKind::artist, text_of(tag.artist));
  set_text(texts, TextKind::album, text_of(tag.album));
  set_text(texts, TextKind::date, text_of(tag.year));
  set_text(texts, TextKind::comment, text_of(tag.comment));
}

void read_id3v2(const mpg123_id3v2& tag, std::vector<MetadataText>& texts) {
  for (std::size_t i = 0; i < tag.texts; ++i) {
    const auto& frame = tag.text[i];
    const std::string_view id(frame.id, sizeof frame.id);
    const auto known = std::ranges::find(
        text_frames, id, [](const auto& each) { return std::string_view(each.first); });
    if (known != text_frames.end()) set_text(texts, known->second, text_of(&frame.text));
  }
  set_text(texts, TextKind::comment, text_of(tag.comment));
}

// A frame uses bits from the 511 bytes before it, which may be 21 frames of 24 bytes, and overlaps
// with the next one. This many frames are decoded before the target of a seek.
constexpr long frames_before_place = 32;

// The library stores this many places of frames before it allocates more memory.
constexpr long index_growth = 1000;

/// Places of frames in a file: of each `step`th frame read so far.
struct FramePlaces {
  std::vector<off_t> offsets;
  off_t step = 1;

  /// Drops every second place when there are many.
  void thin_out() {
    constexpr std::size_t enough = 4096;
    for (; offsets.size() > enough; step *= 2) {
      for (std::size_t i = 1; 2 * i < offsets.size(); ++i) offsets[i] = offsets[2 * i];
      offsets.resize((offsets.size() + 1) / 2);
    }
  }
};

class MpegSource final : public AudioSource {
 public:
  MpegSource(ReadStream& stream, FileFormat file) : stream_(stream) {
    const bool tells_length = first_frame_tells_length(stream_);
    static const int ready = mpg123_init();
    handle_.reset(ready == MPG123_OK ? mpg123_new(nullptr, nullptr) : nullptr);
    if (!handle_) throw Error(Reason::internal, "libmpg123 failed to create a decoder");
    // Continue over garbage between frames, and into concatenated files.
    mpg123_param(handle_.get(), MPG123_RESYNC_LIMIT, -1, 0.0);
    mpg123_param(handle_.get(), MPG123_REMOVE_FLAGS, MPG123_AUTO_RESAMPLE, 0.0);
    mpg123_param(handle_.get(), MPG123_PREFRAMES, frames_before_place, 0.0);
    mpg123_param(handle_.get(), MPG123_INDEX_SIZE, -index_growth, 0.0);
    mpg123_param(handle_.get(), MPG123_ADD_FLAGS,
                 MPG123_FORCE_FLOAT | MPG123_GAPLESS | MPG123_QUIET, 0.0);
    mpg123_replace_reader_handle(handle_.get(), on_read, on_seek, nullptr);
    open();
    mpg123_frameinfo frame{};
    checked(mpg123_info(handle_.get(), &frame));
    info_.format = {file, subtype_of_layer(frame.layer)};
    info_.bytes = stream.size();
    info_.likely_frames = std::max<std::int64_t>(-1, mpg123_length(handle_.get()));
    info_.signal.frames = tells_length ? info_.likely_frames : -1;
    info_.signal.is_exact = false;
    info_.is_seek_exact = info_.signal.frames < 0;
    info_.decoder = mpeg_decoder();
  }

  [[nodiscard]] const SourceInfo& info() const override { return info_; }

  std::size_t read(std::span<float> interleaved) override {
    const auto channels = static_cast<std::size_t>(info_.signal.channels);
    const auto wanted = interleaved.size() / channels * channels;
    std::size_t done = 0;
    while (done < wanted && !is_at_end_)
      done += read_some(interleaved.subspan(done, wanted - done));
    return done / channels;
  }

  std::int64_t seek(std::int64_t frame) override {
    if (frame >= info_.signal.frames) return -1;  // a file may be longer than it declares
    reopen();
    const bool is_there = mpg123_seek(handle_.get(), frame, SEEK_SET) == frame;
    stream_.rethrow();
    if (is_there) return frame;
    reopen();
    return skip_frames(*this, frame);
  }

  [[nodiscard]] Metadata metadata(const Segment& /*segment*/) const override {
    mpg123_id3v1* first = nullptr;
    mpg123_id3v2* second = nullptr;
    Metadata::Content content;
    content.channels = info_.signal.channels;
    if (mpg123_id3(handle_.get(), &first, &second) != MPG123_OK) return {};
    if (first != nullptr) read_id3v1(*first, content.texts);
    if (second != nullptr) read_id3v2(*second, content.texts);
    content.not_read = other_id3_frames(stream_);
    return metadata_of(std::move(content));
  }

  [[nodiscard]] std::string warning() const override { return left_out_; }

 private:
  void open() {
    stream_.seek(0);
    checked(mpg123_open_handle(handle_.get(), static_cast<ByteStream*>(&stream_)));
    long rate = 0;
    checked(mpg123_getformat(handle_.get(), &rate, &info_.signal.channels, &encoding_));
    info_.signal.sample_rate = static_cast<int>(rate);
  }

  /// Reopens the decoder: a seek would keep some decoded samples. Keeps the known places of frames.
  void reopen() {
    FramePlaces places;
    off_t* offsets = nullptr;
    std::size_t count = 0;
    if (mpg123_index(handle_.get(), &offsets, &places.step, &count) == MPG123_OK) {
      places.offsets.assign(offsets, offsets + count);
      places.thin_out();
    }
    open();
    mpg123_set_index(handle_.get(), places.offsets.data(), places.step, places.offsets.size());
    is_at_end_ = false;
  }

  void checked(int result) const {
    if (result == MPG123_OK) return;
    stream_.rethrow();
    throw Error(Reason::format, mpg123_strerror(handle_.get()));
  }

  /// Reads samples with one call of the library; returns 0 at the end.
  std::size_t read_some(std::span<float> samples) {
    std::size_t bytes = 0;
    const int result = mpg123_read(handle_.get(), samples.data(), samples.size_bytes(), &bytes);
    stream_.rethrow();
    if (result == MPG123_NEW_FORMAT) {
      end_at_other_format();
    } else if (result != MPG123_OK) {
      is_at_end_ = true;
      if (result != MPG123_DONE) leave_rest(mpg123_strerror(handle_.get()));
    }
    return bytes / sizeof(float);
  }

  void end_at_other_format() {
    long rate = 0;
    int channels = 0;
    checked(mpg123_getformat(handle_.get(), &rate, &channels, &encoding_));
    is_at_end_ = rate != info_.signal.sample_rate || channels != info_.signal.channels;
    if (!is_at_end_) return;
    leave_rest("they have " + channels_at(channels, static_cast<int>(rate)));
  }

  void leave_rest(const std::string& why) {
    left_out_ = "the last " + std::to_string(stream_.size() - stream_.position()) +
                " bytes are left out: " + why;
  }

  ReadStream& stream_;
  Handle handle_;
  SourceInfo info_;
  int encoding_ = 0;
  bool is_at_end_ = false;
  std::string left_out_;
};

}  // namespace

std::unique_ptr<AudioSource> mpeg_source(ReadStream& stream, FileFormat file) {
  return std::make_unique<MpegSource>(stream, file);
}

}  // namespace mpietl::io
