#include <algorithm>
#include <array>
#include <utility>

#include "io/audio/formats.hpp"
#include "io/audio/sndfile/sndfile_bridge.hpp"
#include "mpietl/io/audio/output_format.hpp"
#include "mpietl/io/audio/versions.hpp"

namespace mpietl::io {

namespace {

constexpr std::array file_words{
    std::pair{FileFormat::wav, SF_FORMAT_WAV},     std::pair{FileFormat::wavex, SF_FORMAT_WAVEX},
    std::pair{FileFormat::rf64, SF_FORMAT_RF64},   std::pair{FileFormat::w64, SF_FORMAT_W64},
    std::pair{FileFormat::aiff, SF_FORMAT_AIFF},   std::pair{FileFormat::caf, SF_FORMAT_CAF},
    std::pair{FileFormat::au, SF_FORMAT_AU},       std::pair{FileFormat::flac, SF_FORMAT_FLAC},
    std::pair{FileFormat::ogg, SF_FORMAT_OGG},     std::pair{FileFormat::mpeg, SF_FORMAT_MPEG},
    std::pair{FileFormat::avr, SF_FORMAT_AVR},     std::pair{FileFormat::htk, SF_FORMAT_HTK},
    std::pair{FileFormat::ircam, SF_FORMAT_IRCAM}, std::pair{FileFormat::mat4, SF_FORMAT_MAT4},
    std::pair{FileFormat::mat5, SF_FORMAT_MAT5},   std::pair{FileFormat::mpc2k, SF_FORMAT_MPC2K},
    std::pair{FileFormat::nist, SF_FORMAT_NIST},   std::pair{FileFormat::paf, SF_FORMAT_PAF},
    std::pair{FileFormat::pvf, SF_FORMAT_PVF},     std::pair{FileFormat::sd2, SF_FORMAT_SD2},
    std::pair{FileFormat::sds, SF_FORMAT_SDS},     std::pair{FileFormat::svx, SF_FORMAT_SVX},
    std::pair{FileFormat::voc, SF_FORMAT_VOC},     std::pair{FileFormat::wve, SF_FORMAT_WVE},
    std::pair{FileFormat::xi, SF_FORMAT_XI},
};

constexpr std::array subtype_words{
    std::pair{Subtype::pcm_s8, SF_FORMAT_PCM_S8},
    std::pair{Subtype::pcm_u8, SF_FORMAT_PCM_U8},
    std::pair{Subtype::pcm_16, SF_FORMAT_PCM_16},
    std::pair{Subtype::pcm_24, SF_FORMAT_PCM_24},
    std::pair{Subtype::pcm_32, SF_FORMAT_PCM_32},
    std::pair{Subtype::float_32, SF_FORMAT_FLOAT},
    std::pair{Subtype::float_64, SF_FORMAT_DOUBLE},
    std::pair{Subtype::ulaw, SF_FORMAT_ULAW},
    std::pair{Subtype::alaw, SF_FORMAT_ALAW},
    std::pair{Subtype::ima_adpcm, SF_FORMAT_IMA_ADPCM},
    std::pair{Subtype::ms_adpcm, SF_FORMAT_MS_ADPCM},
    std::pair{Subtype::gsm610, SF_FORMAT_GSM610},
    std::pair{Subtype::vox_adpcm, SF_FORMAT_VOX_ADPCM},
    std::pair{Subtype::nms_adpcm_16, SF_FORMAT_NMS_ADPCM_16},
    std::pair{Subtype::nms_adpcm_24, SF_FORMAT_NMS_ADPCM_24},
    std::pair{Subtype::nms_adpcm_32, SF_FORMAT_NMS_ADPCM_32},
    std::pair{Subtype::g721_32, SF_FORMAT_G721_32},
    std::pair{Subtype::g723_24, SF_FORMAT_G723_24},
    std::pair{Subtype::g723_40, SF_FORMAT_G723_40},
    std::pair{Subtype::dwvw_12, SF_FORMAT_DWVW_12},
    std::pair{Subtype::dwvw_16, SF_FORMAT_DWVW_16},
    std::pair{Subtype::dwvw_24, SF_FORMAT_DWVW_24},
    std::pair{Subtype::dwvw_n, SF_FORMAT_DWVW_N},
    std::pair{Subtype::dpcm_8, SF_FORMAT_DPCM_8},
    std::pair{Subtype::dpcm_16, SF_FORMAT_DPCM_16},
    std::pair{Subtype::vorbis, SF_FORMAT_VORBIS},
    std::pair{Subtype::opus, SF_FORMAT_OPUS},
    std::pair{Subtype::alac_16, SF_FORMAT_ALAC_16},
    std::pair{Subtype::alac_20, SF_FORMAT_ALAC_20},
    std::pair{Subtype::alac_24, SF_FORMAT_ALAC_24},
    std::pair{Subtype::alac_32, SF_FORMAT_ALAC_32},
    std::pair{Subtype::mpeg_layer_i, SF_FORMAT_MPEG_LAYER_I},
    std::pair{Subtype::mpeg_layer_ii, SF_FORMAT_MPEG_LAYER_II},
    std::pair{Subtype::mpeg_layer_iii, SF_FORMAT_MPEG_LAYER_III},
};

constexpr std::array order_words{
    std::pair{ByteOrder::usual, SF_ENDIAN_FILE},
    std::pair{ByteOrder::little, SF_ENDIAN_LITTLE},
    std::pair{ByteOrder::big, SF_ENDIAN_BIG},
};

/// The value for a code in `table`.
template <class Table, class Value>
Value value_of(const Table& table, int word, Value otherwise) {
  for (const auto& [value, its_word] : table) {
    if (its_word == word) return value;
  }
  return otherwise;
}

/// The code for a value; 0, which libsndfile refuses, when there is none.
template <class Table, class Value>
int word_of(const Table& table, Value value) {
  for (const auto& [its_value, word] : table) {
    if (its_value == value) return word;
  }
  return 0;
}

// sf_format_check() accepts these, but libsndfile 1.2.0 cannot write them, or they read back wrong:
// its ALAC encoder damages noise of more than 16 bits.
constexpr std::array not_written{
    std::pair{FileFormat::caf, Subtype::alac_20},
    std::pair{FileFormat::caf, Subtype::alac_24},
    std::pair{FileFormat::caf, Subtype::alac_32},
    std::pair{FileFormat::wav, Subtype::mpeg_layer_iii},
    std::pair{FileFormat::aiff, Subtype::dwvw_12},
    std::pair{FileFormat::mpeg, Subtype::mpeg_layer_i},
    std::pair{FileFormat::mpeg, Subtype::mpeg_layer_ii},
};

// The encoder's limit.
constexpr int max_vorbis_channels = 255;
constexpr int max_vorbis_hz = 200'000;

}  // namespace

std::string sndfile_version() {
  const std::string name = sf_version_string();  // "libsndfile-1.2.0"
  return name.substr(name.find('-') + 1);
}

StorageFormat storage_format(int word) {
  return {value_of(file_words, word & SF_FORMAT_TYPEMASK, FileFormat::unknown),
          value_of(subtype_words, word & SF_FORMAT_SUBMASK, Subtype::other),
          value_of(order_words, word & SF_FORMAT_ENDMASK, ByteOrder::usual)};
}

SF_INFO sndfile_info(const StorageFormat& format, const audio::Signal& signal) {
  SF_INFO info{};
  info.channels = signal.channels;
  info.samplerate = signal.sample_rate;
  info.format = word_of(file_words, format.file) | word_of(subtype_words, format.subtype) |
                word_of(order_words, format.byte_order);
  return info;
}

bool is_writable(const StorageFormat& format, const audio::Signal& signal) {
  if (find_output_format(format.file) == nullptr) return false;
  const SF_INFO info = sndfile_info(format, signal);
  if (sf_format_check(&info) == 0) return false;
  // libsndfile writes beyond a buffer when many ALAC packets are 16 KiB or larger (its issue 973);
  // packets with one channel never are.
  if (format.subtype == Subtype::alac_16 && signal.channels > 1) return false;
  // When the encoder refuses, libsndfile may crash (CVE-2024-50612).
  if (format.subtype == Subtype::vorbis &&
      (signal.channels > max_vorbis_channels || signal.sample_rate > max_vorbis_hz)) {
    return false;
  }
  return std::ranges::find(not_written, std::pair{format.file, format.subtype}) ==
         not_written.end();
}

}  // namespace mpietl::io
