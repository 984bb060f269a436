#include "job/tones.hpp"

#include <filesystem>

#include "mpietl/io/audio/audio_source.hpp"
#include "mpietl/io/audio/output_format.hpp"
#include "mpietl/io/files/file_system.hpp"
#include "mpietl/job/items.hpp"

namespace mpietl::job {

namespace {

constexpr std::int64_t header_bytes = 64;  // most for a WAV file without optional chunks

}  // namespace

std::vector<std::string> tone_paths(const Tones& tones) {
  const std::filesystem::path dir = tones.dir;
  std::vector<std::string> paths;
  for (std::int64_t i = 0; i < tones.count; ++i) {
    paths.push_back((dir / ("example" + std::to_string(i) + ".wav")).string());
  }
  return paths;
}

std::unique_ptr<io::AudioSource> tone_source(const Tones& tones) {
  const double frames = tones.duration_seconds * static_cast<double>(tones.sample_rate);
  const audio::Tone tone{tones.frequency_hz, tones.amplitude, tones.duration_seconds,
                         static_cast<std::int64_t>(frames)};
  return io::tone_source(tone, static_cast<int>(tones.channels),
                         static_cast<int>(tones.sample_rate),
                         {io::FileFormat::wav, tones.subtype.subtype});
}

std::int64_t tone_bytes(const Tones& tones) {
  return header_bytes + tone_source(tones)->info().bytes;
}

ItemList missing_tones(const Tones& tones) {
  ItemList items;
  Naming naming;
  naming.is_target = true;
  items.begin_group(naming);
  const auto bytes = tone_bytes(tones);
  for (const auto& path : tone_paths(tones)) {
    if (io::file_bytes(path) >= 0) continue;
    items.add(path);
    items.set_status(items.size() - 1, {bytes, false});
  }
  return items;
}

}  // namespace mpietl::job
