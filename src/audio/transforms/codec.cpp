#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>

#include "audio/kinds.hpp"
#include "audio/transforms/lossy_codec.hpp"
#include "mpietl/audio/samples.hpp"
#include "mpietl/core/error.hpp"

namespace mpietl::audio {

namespace {

/// The index of the first of `segments` bounds 2^(first_bit + n) that is above `value`.
int segment_of(int value, int first_bit) {
  int segment = 0;
  while (segment < 8 && value >> (first_bit + segment) != 0) ++segment;
  return segment;
}

/// Encodes and decodes 16-bit samples with ITU-T G.711 mu-law. Samples are first rounded to 14
/// bits, half up, as in SoX. Segments have sixteen steps each; steps of the first have width 8, and
/// each segment doubles the width.
std::int16_t through_mu_law(std::int16_t sample) {
  constexpr int most = 8158;
  constexpr int bias = 33;
  const int cut = std::min((sample + 2) >> 2, 8191);
  const int size = std::min(std::abs(cut), most) + bias;
  const int segment = segment_of(size, 6);
  const int step = size >> (segment + 1) & 15;
  const int decoded = (((step << 3) + 4 * bias) << segment) - 4 * bias;
  return static_cast<std::int16_t>(cut < 0 ? -decoded : decoded);
}

/// The same for A-law, with 13 bits: the first two segments have steps of 16.
std::int16_t through_a_law(std::int16_t sample) {
  const int cut = std::min((sample + 4) >> 3, 4095);
  const int size = cut < 0 ? -cut - 1 : cut;
  const int segment = segment_of(size, 5);
  const int step = (segment < 2 ? size >> 1 : size >> segment) & 15;
  const int middle = (step << 4) + 8;
  const int decoded = segment == 0 ? middle : (middle + 256) << (segment - 1);
  return static_cast<std::int16_t>(cut < 0 ? -decoded : decoded);
}

using Law = std::int16_t (*)(std::int16_t);

/// Simulates a telephone codec.
class Companding final : public Transform {
 public:
  explicit Companding(Law law) : law_(law) {}

  [[nodiscard]] std::unique_ptr<Stage> start(const Signal& /*in*/, const Stream& /*stream*/,
                                             const Meter* /*measured*/) const override {
    return in_place([law = law_](Block& block, Counts& /*counts*/) {
      constexpr std::size_t most = 1024;
      std::array<std::int16_t, most> shorts{};
      for (std::size_t begin = 0; begin < block.samples.size(); begin += most) {
        const auto count = std::min(most, block.samples.size() - begin);
        const auto samples = block.samples.subspan(begin, count);
        quantise(samples, std::span(shorts).first(count));
        for (std::size_t i = 0; i < count; ++i) {
          samples[i] = static_cast<float>(law(shorts[i])) / 32768.0F;
        }
      }
    });
  }

 private:
  Law law_;
};

std::unique_ptr<const Transform> make(const Values& values) {
  const auto& kind = values.word("kind");
  const auto lossy = std::ranges::find(lossy_codec_names, kind);
  if (lossy != lossy_codec_names.end()) {
    return lossy_codec(static_cast<LossyCodec>(lossy - lossy_codec_names.begin()), values);
  }
  for (const auto* name : {"bitrate", "quality", "rate"}) {
    if (!values.has(name)) continue;
    throw Error(Reason::usage, "transform codec: " + kind + " does not accept " + name);
  }
  return std::make_unique<Companding>(kind == "a_law" ? through_a_law : through_mu_law);
}

}  // namespace

TransformKind codec_kind() {
  return {"codec",
          "Encodes and decodes in memory, to simulate a lossy codec.",
          {{.name = "kind",
            .meaning = "the codec",
            .words = {"mu_law", "a_law", "gsm", "opus", "vorbis", "mp3"}},
           {.name = "bitrate",
            .meaning = "kilobits a second, of opus and mp3",
            .lowest = 6.0,
            .highest = 512.0,
            .is_optional = true},
           {.name = "quality",
            .meaning = "of vorbis, 10 is best",
            .lowest = 0.0,
            .highest = 10.0,
            .is_optional = true},
           {.name = "rate",
            .meaning = "sample rate inside the codec, in Hz",
            .lowest = 8e3,
            .highest = 192e3,
            .is_optional = true,
            .is_whole = true}},
          make};
}

}  // namespace mpietl::audio
