#pragma once

#include <cstdint>
#include <string>

namespace mpietl::io {

/// A kind of audio file.
enum class FileFormat : std::uint8_t {
  wav,
  wavex,  ///< WAV with a format chunk of WAVEFORMATEXTENSIBLE
  rf64,
  w64,
  aiff,
  caf,
  au,
  flac,
  ogg,
  mpeg,
  // Formats that are only read.
  avr,
  htk,
  ircam,
  mat4,
  mat5,
  mpc2k,
  nist,
  paf,
  pvf,
  sd2,
  sds,
  svx,
  voc,
  wve,
  xi,
  aac,
  ac3,
  amr,
  ape,
  asf,
  avi,
  dts,
  flv,
  matroska,
  mp4,
  mpeg_ps,
  mpeg_ts,
  musepack,
  real_media,
  shorten,
  tak,
  tta,
  wavpack,
  unknown,
};

/// How a file stores samples: the type of a sample, or a codec.
enum class Subtype : std::uint8_t {
  pcm_s8,
  pcm_u8,
  pcm_16,
  pcm_24,
  pcm_32,
  float_32,
  float_64,
  ulaw,
  alaw,
  ima_adpcm,
  ms_adpcm,
  gsm610,
  vox_adpcm,
  nms_adpcm_16,
  nms_adpcm_24,
  nms_adpcm_32,
  g721_32,
  g723_24,
  g723_40,
  dwvw_12,
  dwvw_16,
  dwvw_24,
  dwvw_n,
  dpcm_8,
  dpcm_16,
  vorbis,
  opus,
  alac_16,
  alac_20,
  alac_24,
  alac_32,
  mpeg_layer_i,
  mpeg_layer_ii,
  mpeg_layer_iii,
  aac,
  ac3,
  amr_nb,
  amr_wb,
  dts,
  speex,
  wma,
  lossy,  ///< another lossy codec
  other,
};

/// The byte order of samples.
enum class ByteOrder : std::uint8_t { usual, little, big };

/// How an audio file stores a signal.
struct StorageFormat {
  FileFormat file = FileFormat::wav;
  Subtype subtype = Subtype::pcm_16;
  ByteOrder byte_order = ByteOrder::usual;  ///< usual: the default of the file format

  bool operator==(const StorageFormat&) const = default;
};

/// For messages: "WAV (Microsoft), Signed 16 bit PCM".
std::string describe(const StorageFormat& format);

/// How the encoder of a subtype expects samples.
struct SampleEncoding {
  enum class Kind : std::uint8_t { real, integer };
  Kind kind = Kind::real;
  int bits = 0;          ///< valid bits of an integer
  bool bounded = false;  ///< values beyond full scale must be clipped first
};

/// The encoding that `subtype` requires.
SampleEncoding sample_encoding(Subtype subtype);

}  // namespace mpietl::io
