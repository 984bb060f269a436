#include "io/audio/ffmpeg/stored_as.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

namespace mpietl::io {

namespace {

constexpr std::array lossy{
    std::pair{AV_CODEC_ID_AAC, Subtype::aac},
    std::pair{AV_CODEC_ID_AAC_LATM, Subtype::aac},
    std::pair{AV_CODEC_ID_AC3, Subtype::ac3},
    std::pair{AV_CODEC_ID_EAC3, Subtype::ac3},
    std::pair{AV_CODEC_ID_AMR_NB, Subtype::amr_nb},
    std::pair{AV_CODEC_ID_AMR_WB, Subtype::amr_wb},
    std::pair{AV_CODEC_ID_DTS, Subtype::dts},
    std::pair{AV_CODEC_ID_MP1, Subtype::mpeg_layer_i},
    std::pair{AV_CODEC_ID_MP2, Subtype::mpeg_layer_ii},
    std::pair{AV_CODEC_ID_MP3, Subtype::mpeg_layer_iii},
    std::pair{AV_CODEC_ID_OPUS, Subtype::opus},
    std::pair{AV_CODEC_ID_PCM_ALAW, Subtype::alaw},
    std::pair{AV_CODEC_ID_PCM_MULAW, Subtype::ulaw},
    std::pair{AV_CODEC_ID_SPEEX, Subtype::speex},
    std::pair{AV_CODEC_ID_VORBIS, Subtype::vorbis},
    std::pair{AV_CODEC_ID_WMAPRO, Subtype::wma},
    std::pair{AV_CODEC_ID_WMAV1, Subtype::wma},
    std::pair{AV_CODEC_ID_WMAV2, Subtype::wma},
    std::pair{AV_CODEC_ID_WMAVOICE, Subtype::wma},
};

constexpr std::array lossless{
    AV_CODEC_ID_ALAC,    AV_CODEC_ID_APE,         AV_CODEC_ID_FLAC, AV_CODEC_ID_MLP,
    AV_CODEC_ID_TAK,     AV_CODEC_ID_TRUEHD,      AV_CODEC_ID_TTA,  AV_CODEC_ID_SHORTEN,
    AV_CODEC_ID_WAVPACK, AV_CODEC_ID_WMALOSSLESS,
};

/// FFmpeg's ids of PCM codecs are contiguous.
bool is_pcm(AVCodecID id) { return id >= AV_CODEC_ID_FIRST_AUDIO && id < AV_CODEC_ID_ADPCM_IMA_QT; }

Subtype pcm(const AVCodecContext& codec) {
  switch (codec.sample_fmt) {
    case AV_SAMPLE_FMT_U8:
    case AV_SAMPLE_FMT_U8P:
      return Subtype::pcm_u8;
    case AV_SAMPLE_FMT_S16:
    case AV_SAMPLE_FMT_S16P:
      return Subtype::pcm_16;
    case AV_SAMPLE_FMT_FLT:
    case AV_SAMPLE_FMT_FLTP:
      return Subtype::float_32;
    case AV_SAMPLE_FMT_DBL:
    case AV_SAMPLE_FMT_DBLP:
      return Subtype::float_64;
    default: {
      constexpr int medium_bits = 24;
      const int bits = codec.bits_per_raw_sample;
      return bits > 0 && bits <= medium_bits ? Subtype::pcm_24 : Subtype::pcm_32;
    }
  }
}

constexpr std::array text_keys{
    std::pair{"title", TextKind::title},      std::pair{"copyright", TextKind::copyright},
    std::pair{"encoder", TextKind::software}, std::pair{"artist", TextKind::artist},
    std::pair{"comment", TextKind::comment},  std::pair{"date", TextKind::date},
    std::pair{"album", TextKind::album},      std::pair{"track", TextKind::track_number},
    std::pair{"genre", TextKind::genre},
};

}  // namespace

Subtype subtype_of(const AVCodecContext& codec) {
  const auto id = codec.codec_id;
  const auto known = std::ranges::find(lossy, id, [](const auto& each) { return each.first; });
  if (known != lossy.end()) return known->second;
  const bool is_exact = is_pcm(id) || std::ranges::find(lossless, id) != lossless.end();
  return is_exact ? pcm(codec) : Subtype::lossy;
}

Metadata::Content metadata_in(const AVFormatContext& container) {
  Metadata::Content content;
  for (const auto& [key, kind] : text_keys) {
    const auto* const entry = ffmpeg().av_dict_get(container.metadata, key, nullptr, 0);
    if (entry != nullptr) set_text(content.texts, kind, entry->value);
  }
  const auto streams = std::span(container.streams, container.nb_streams);
  const auto is_picture = [](const AVStream* stream) {
    return (stream->disposition & AV_DISPOSITION_ATTACHED_PIC) != 0;
  };
  if (std::ranges::any_of(streams, is_picture)) content.not_read.emplace_back("picture");
  if (container.nb_chapters > 0) content.not_read.emplace_back("chapters");
  return content;
}

}  // namespace mpietl::io
