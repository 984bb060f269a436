#include "job/tones.hpp"

#include <filesystem>

#include "mpietl/io/audio_format.hpp"
#include "mpietl/io/discover.hpp"
#include "mpietl/job/items.hpp"

namespace mpietl::job {

namespace {
constexpr std::int64_t header_bytes = 64;  // at most, of a WAV file without further chunks
}

std::vector<std::string> tone_paths(const Tones& tones) {
  const std::filesystem::path dir = tones.dir;
  std::vector<std::string> paths;
  for (std::int64_t i = 0; i < tones.count; ++i) {
    paths.push_back((dir / ("example" + std::to_string(i) + ".wav")).string());
  }
  return paths;
}

std::int64_t tone_bytes(const Tones& tones) {
  const auto format = io::wav_format(tones.subtype, static_cast<int>(tones.channels),
                                     static_cast<int>(tones.sample_rate));
  const auto frames =
      static_cast<std::int64_t>(tones.duration_seconds * static_cast<double>(tones.sample_rate));
  return header_bytes + io::plain_bytes(format, frames);
}

std::vector<Item> missing_tones(const Tones& tones) {
  std::vector<Item> items;
  const auto bytes = tone_bytes(tones);
  for (const auto& path : tone_paths(tones)) {
    if (io::file_bytes(path) >= 0) continue;
    items.push_back({static_cast<std::int64_t>(items.size()), path, path, path, bytes});
  }
  return items;
}

}  // namespace mpietl::job
