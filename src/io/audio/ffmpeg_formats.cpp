#include "io/audio/ffmpeg_formats.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "io/audio/header_bytes.hpp"

namespace mpietl::io {

namespace {

using namespace std::string_view_literals;

/// Bytes at a fixed place in files of a format.
struct Signature {
  std::size_t at = 0;
  std::string_view bytes;
  FfmpegFormat format;
  std::string_view first{};  ///< and at 0
};

constexpr FfmpegFormat mp4{FileFormat::mp4, "mov"};
constexpr FfmpegFormat dts{FileFormat::dts, "dts"};

constexpr std::array signatures{
    Signature{4, "ftyp"sv, mp4},
    Signature{4, "moov"sv, mp4},
    Signature{4, "mdat"sv, mp4},
    Signature{4, "wide"sv, mp4},
    Signature{4, "free"sv, mp4},
    Signature{4, "skip"sv, mp4},
    Signature{0, "\x1A\x45\xDF\xA3"sv, {FileFormat::matroska, "matroska"}},
    Signature{0, "\x30\x26\xB2\x75\x8E\x66\xCF\x11"sv, {FileFormat::asf, "asf"}},
    Signature{0, "#!AMR"sv, {FileFormat::amr, "amr"}},
    Signature{0, "MAC "sv, {FileFormat::ape, "ape"}},
    Signature{0, "wvpk"sv, {FileFormat::wavpack, "wv"}},
    Signature{0, "TTA1"sv, {FileFormat::tta, "tta"}},
    Signature{0, "tBaK"sv, {FileFormat::tak, "tak"}},
    Signature{0, "ajkg"sv, {FileFormat::shorten, "shn"}},
    Signature{0, "MPCK"sv, {FileFormat::musepack, "mpc8"}},
    Signature{0, "MP+"sv, {FileFormat::musepack, "mpc"}},
    Signature{0, "FLV\x01"sv, {FileFormat::flv, "flv"}},
    Signature{0, ".RMF"sv, {FileFormat::real_media, "rm"}},
    Signature{0, ".ra\xFD"sv, {FileFormat::real_media, "rm"}},
    Signature{0, "\x00\x00\x01\xBA"sv, {FileFormat::mpeg_ps, "mpeg"}},
    Signature{0, "\x7F\xFE\x80\x01"sv, dts},
    Signature{0, "\xFE\x7F\x01\x80"sv, dts},
    Signature{0, "\x1F\xFF\xE8\x00"sv, dts},
    Signature{0, "\xFF\x1F\x00\xE8"sv, dts},
    Signature{0, "DTSHDHDR"sv, {FileFormat::dts, "dtshd"}},
    Signature{8, "AVI "sv, {FileFormat::avi, "avi"}, "RIFF"sv},
    Signature{28, "Speex   "sv, {FileFormat::ogg, "ogg"}, "OggS"sv},
};

class Head {
 public:
  explicit Head(std::string bytes) : bytes_(std::move(bytes)) {}

  [[nodiscard]] bool has(std::size_t at, std::string_view text) const {
    return bytes_.compare(at, text.size(), text) == 0;
  }

  [[nodiscard]] unsigned byte(std::size_t at) const {
    return static_cast<unsigned char>(bytes_.at(at));
  }

  [[nodiscard]] bool contains(std::string_view text) const {
    return bytes_.find(text) != std::string::npos;
  }

 private:
  std::string bytes_;
};

/// Recognises a header of ADTS (ISO/IEC 13818-7); MPEG audio differs in the layer field.
bool is_adts(const Head& head) {
  const bool is_synchronous = head.byte(0) == 0xFF && (head.byte(1) & 0xF6U) == 0xF0;
  const bool has_rate = (head.byte(2) >> 2U & 15U) < 13;
  const unsigned frame_bytes = (head.byte(3) & 3U) << 11U | head.byte(4) << 3U | head.byte(5) >> 5U;
  return is_synchronous && has_rate && frame_bytes > 7;
}

/// Recognises packets of 188 bytes, or of 192 with a time stamp before each.
bool is_transport_stream(const Head& head) {
  const auto begin_at = [&](std::size_t first, std::size_t distance) {
    return head.byte(first) == 0x47 && head.byte(first + distance) == 0x47 &&
           head.byte(first + 2 * distance) == 0x47;
  };
  return begin_at(0, 188) || begin_at(4, 192);
}

/// A WAV file of a codec that libsndfile does not decode, by its format tag (RFC 2361).
bool is_other_wav(const Head& head) {
  constexpr std::array tags{
      0x0014U,                             // G.723 ADPCM
      0x0020U,                             // Yamaha ADPCM
      0x0022U,                             // TrueSpeech
      0x0042U,                             // G.723.1
      0x0045U, 0x0064U,                    // G.726
      0x0069U,                             // Xbox ADPCM
      0x0083U,                             // G.729
      0x00FFU, 0x1600U,                    // AAC
      0x0160U, 0x0161U, 0x0162U, 0x0163U,  // Windows Media Audio
      0x2000U, 0x2001U,                    // AC-3, DTS
  };
  if (!head.has(0, "RIFF") || !head.has(8, "WAVEfmt ")) return false;
  return std::ranges::find(tags, head.byte(20) | head.byte(21) << 8U) != tags.end();
}

/// A CAF file of a codec that libsndfile does not decode.
bool is_other_caf(const Head& head) {
  if (!head.has(0, "caff") || !head.has(8, "desc")) return false;
  return std::ranges::none_of(std::array{"lpcm"sv, "alac"sv, "ulaw"sv, "alaw"sv},
                              [&](std::string_view codec) { return head.has(28, codec); });
}

}  // namespace

std::optional<FfmpegFormat> ffmpeg_format(HeaderBytes& header, std::int64_t start) {
  constexpr std::size_t head_bytes = 1024;  // the complete header of NIST files
  const Head head(header.text(start, head_bytes));
  for (const auto& each : signatures) {
    if (head.has(each.at, each.bytes) && head.has(0, each.first)) return each.format;
  }
  if (head.has(0, "\x0B\x77"sv)) {
    constexpr unsigned last_version_of_ac3 = 10;
    const bool is_enhanced = head.byte(5) >> 3U > last_version_of_ac3;
    return FfmpegFormat{FileFormat::ac3, is_enhanced ? "eac3" : "ac3"};
  }
  if (is_adts(head)) return FfmpegFormat{FileFormat::aac, "aac"};
  if (is_transport_stream(head)) return FfmpegFormat{FileFormat::mpeg_ts, "mpegts"};
  if (is_other_wav(head)) return FfmpegFormat{FileFormat::wav, "wav"};
  if (is_other_caf(head)) return FfmpegFormat{FileFormat::caf, "caf"};
  if (head.has(0, "NIST_1A") && head.contains("embedded-shorten")) {
    return FfmpegFormat{FileFormat::nist, "nistsphere"};
  }
  return std::nullopt;
}

}  // namespace mpietl::io
