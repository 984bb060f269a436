#include "io/audio/ffmpeg/frame_samples.hpp"

#include <cstdint>
#include <limits>
#include <type_traits>

#include "mpietl/core/error.hpp"

namespace mpietl::io {

namespace {

template <class Sample>
float as_float(Sample sample) {
  if constexpr (std::is_floating_point_v<Sample>) {
    return static_cast<float>(sample);
  } else if constexpr (std::is_same_v<Sample, std::uint8_t>) {
    constexpr int middle = 128;
    return static_cast<float>(sample - middle) / middle;
  } else {
    constexpr float full_scale = -static_cast<float>(std::numeric_limits<Sample>::min());
    return static_cast<float>(sample) / full_scale;
  }
}

template <class Sample>
void copy_as(const AVFrame& decoded, bool is_planar, std::size_t first, std::span<float> out) {
  const auto channels = static_cast<std::size_t>(decoded.ch_layout.nb_channels);
  if (!is_planar) {
    const auto* const from = reinterpret_cast<const Sample*>(decoded.extended_data[0]);
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = as_float(from[first * channels + i]);
    return;
  }
  for (std::size_t channel = 0; channel < channels; ++channel) {
    const auto* from = reinterpret_cast<const Sample*>(decoded.extended_data[channel]) + first;
    for (std::size_t i = channel; i < out.size(); i += channels) out[i] = as_float(*from++);
  }
}

}  // namespace

void copy_samples(const AVFrame& decoded, std::size_t first, std::span<float> interleaved) {
  const auto copy = [&]<class Sample>(Sample /*type*/, bool is_planar) {
    copy_as<Sample>(decoded, is_planar, first, interleaved);
  };
  switch (decoded.format) {
    case AV_SAMPLE_FMT_U8:
    case AV_SAMPLE_FMT_U8P:
      return copy(std::uint8_t{}, decoded.format == AV_SAMPLE_FMT_U8P);
    case AV_SAMPLE_FMT_S16:
    case AV_SAMPLE_FMT_S16P:
      return copy(std::int16_t{}, decoded.format == AV_SAMPLE_FMT_S16P);
    case AV_SAMPLE_FMT_S32:
    case AV_SAMPLE_FMT_S32P:
      return copy(std::int32_t{}, decoded.format == AV_SAMPLE_FMT_S32P);
    case AV_SAMPLE_FMT_S64:
    case AV_SAMPLE_FMT_S64P:
      return copy(std::int64_t{}, decoded.format == AV_SAMPLE_FMT_S64P);
    case AV_SAMPLE_FMT_FLT:
    case AV_SAMPLE_FMT_FLTP:
      return copy(float{}, decoded.format == AV_SAMPLE_FMT_FLTP);
    case AV_SAMPLE_FMT_DBL:
    case AV_SAMPLE_FMT_DBLP:
      return copy(double{}, decoded.format == AV_SAMPLE_FMT_DBLP);
    default:
      throw Error(Reason::format, "FFmpeg decodes it to samples of an unknown type");
  }
}

}  // namespace mpietl::io
