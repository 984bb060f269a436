#include <mpg123.h>
#include <sndfile.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

#include "io/audio/decoder.hpp"
#include "io/audio/id3_frames.hpp"
#include "io/audio/layout.hpp"
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

/// Whether the first frame holds no audio but tells how long the file is: a Xing, Info or VBRI tag.
bool first_frame_tells_length(ReadStream& stream) {
  constexpr std::size_t farthest_bytes = 48;  // of the tag, behind header and side information
  std::array<char, farthest_bytes> frame{};
  stream.seek(end_of_id3v2(stream, 0));
  const auto size = stream.read(frame.data(), frame.size());
  const std::string_view bytes(frame.data(), static_cast<std::size_t>(size));
  return std::ranges::any_of(
      std::array<std::string_view, 3>{"Xing", "Info", "VBRI"},
      [&](std::string_view tag) { return bytes.find(tag) != std::string_view::npos; });
}

int layer_code(int layer) {
  constexpr std::array codes{SF_FORMAT_MPEG_LAYER_I, SF_FORMAT_MPEG_LAYER_II,
                             SF_FORMAT_MPEG_LAYER_III};
  return codes.at(static_cast<std::size_t>(std::clamp(layer, 1, 3) - 1));
}

/// Texts of ID3v2, as libsndfile takes them from other files.
constexpr std::array text_frames{
    std::pair{"TIT2", SF_STR_TITLE},       std::pair{"TCOP", SF_STR_COPYRIGHT},
    std::pair{"TENC", SF_STR_SOFTWARE},    std::pair{"TSSE", SF_STR_SOFTWARE},
    std::pair{"TPE1", SF_STR_ARTIST},      std::pair{"TALB", SF_STR_ALBUM},
    std::pair{"TRCK", SF_STR_TRACKNUMBER}, std::pair{"TYER", SF_STR_DATE},
    std::pair{"TDRC", SF_STR_DATE},        std::pair{"TCON", SF_STR_GENRE},
};

void put_text(std::vector<MetadataText>& texts, int kind, std::string text) {
  if (text.empty()) return;
  const auto known = std::ranges::find(texts, kind, &MetadataText::kind);
  if (known == texts.end()) {
    texts.push_back({kind, std::move(text)});
  } else {
    known->text = std::move(text);
  }
}

std::string text_of(const mpg123_string* text) {
  return text == nullptr || text->p == nullptr ? std::string() : std::string(text->p);
}

template <std::size_t size>
std::string text_of(const char (&field)[size]) {
  return {field, strnlen(field, size)};
}

void take_id3v1(const mpg123_id3v1& tag, std::vector<MetadataText>& texts) {
  put_text(texts, SF_STR_TITLE, text_of(tag.title));
  put_text(texts, SF_STR_ARTIST, text_of(tag.artist));
  put_text(texts, SF_STR_ALBUM, text_of(tag.album));
  put_text(texts, SF_STR_DATE, text_of(tag.year));
  put_text(texts, SF_STR_COMMENT, text_of(tag.comment));
}

void take_id3v2(const mpg123_id3v2& tag, std::vector<MetadataText>& texts) {
  for (std::size_t i = 0; i < tag.texts; ++i) {
    const auto& frame = tag.text[i];
    const std::string_view id(frame.id, sizeof frame.id);
    const auto known = std::ranges::find(
        text_frames, id, [](const auto& each) { return std::string_view(each.first); });
    if (known != text_frames.end()) put_text(texts, known->second, text_of(&frame.text));
  }
  put_text(texts, SF_STR_COMMENT, text_of(tag.comment));
}

class MpegDecoder final : public Decoder {
 public:
  MpegDecoder(ReadStream& stream, int container) : stream_(stream) {
    const bool tells_length = first_frame_tells_length(stream_);
    stream_.seek(0);
    static const int ready = mpg123_init();
    handle_.reset(ready == MPG123_OK ? mpg123_new(nullptr, nullptr) : nullptr);
    if (!handle_) throw Error(Reason::internal, "libmpg123 cannot be used");
    // Joined files and garbage between frames are read through.
    mpg123_param(handle_.get(), MPG123_RESYNC_LIMIT, -1, 0.0);
    mpg123_param(handle_.get(), MPG123_REMOVE_FLAGS, MPG123_AUTO_RESAMPLE, 0.0);
    mpg123_param(handle_.get(), MPG123_ADD_FLAGS,
                 MPG123_FORCE_FLOAT | MPG123_GAPLESS | MPG123_QUIET, 0.0);
    mpg123_replace_reader_handle(handle_.get(), on_read, on_seek, nullptr);
    checked(mpg123_open_handle(handle_.get(), static_cast<ByteStream*>(&stream_)));
    long rate = 0;
    checked(mpg123_getformat(handle_.get(), &rate, &format_.channels, &encoding_));
    format_.sample_rate = static_cast<int>(rate);
    mpg123_frameinfo info{};
    checked(mpg123_info(handle_.get(), &info));
    format_.code = container | layer_code(info.layer);
    likely_frames_ = std::max<std::int64_t>(-1, mpg123_length(handle_.get()));
    if (tells_length) declared_frames_ = likely_frames_;
  }

  [[nodiscard]] AudioFormat format() const override { return format_; }
  [[nodiscard]] std::int64_t declared_frames() const override { return declared_frames_; }
  [[nodiscard]] std::int64_t likely_frames() const override { return likely_frames_; }
  [[nodiscard]] bool ends_as_declared() const override { return false; }

  std::size_t read(std::span<float> interleaved) override {
    const auto channels = static_cast<std::size_t>(format_.channels);
    const auto wanted = interleaved.size() / channels * channels;
    std::size_t done = 0;
    while (done < wanted && !is_at_end_)
      done += read_some(interleaved.subspan(done, wanted - done));
    return done / channels;
  }

  [[nodiscard]] Metadata metadata(const Segment& /*segment*/) const override {
    mpg123_id3v1* first = nullptr;
    mpg123_id3v2* second = nullptr;
    Metadata::Content content;
    content.channels = format_.channels;
    if (mpg123_id3(handle_.get(), &first, &second) != MPG123_OK) return {};
    if (first != nullptr) take_id3v1(*first, content.texts);
    if (second != nullptr) take_id3v2(*second, content.texts);
    content.not_taken = other_id3_frames(stream_);
    return metadata_of(std::move(content));
  }

  [[nodiscard]] std::string left_out() const override { return left_out_; }

 private:
  void checked(int result) const {
    if (result == MPG123_OK) return;
    stream_.rethrow();
    throw Error(Reason::format, mpg123_strerror(handle_.get()));
  }

  /// Samples of one call; 0 at the end.
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
    is_at_end_ = rate != format_.sample_rate || channels != format_.channels;
    if (!is_at_end_) return;
    leave_rest("it goes on with " + channels_at(channels, static_cast<int>(rate)));
  }

  void leave_rest(const std::string& why) {
    left_out_ = "the last " + std::to_string(stream_.size() - stream_.position()) +
                " bytes are left out: " + why;
  }

  ReadStream& stream_;
  Handle handle_;
  AudioFormat format_;
  int encoding_ = 0;
  std::int64_t declared_frames_ = -1;
  std::int64_t likely_frames_ = -1;
  bool is_at_end_ = false;
  std::string left_out_;
};

}  // namespace

std::unique_ptr<Decoder> mpeg_decoder(ReadStream& stream, int container) {
  return std::make_unique<MpegDecoder>(stream, container);
}

}  // namespace mpietl::io
