#include <algorithm>

#include "mpietl/audio/tone.hpp"
#include "mpietl/run/process_item.hpp"
#include "run/attempt.hpp"
#include "run/byte_count.hpp"

namespace mpietl::run {

namespace {

void write(const job::Item& item, const job::Tones& tones, const ItemContext& context,
           ByteCount& counted, Workspace& workspace, Record& record) {
  const auto channels = static_cast<int>(tones.channels);
  const auto rate = static_cast<int>(tones.sample_rate);
  const auto frames = static_cast<std::int64_t>(tones.duration_seconds * rate);
  const audio::Tone tone{tones.frequency_hz, tones.amplitude, tones.duration_seconds, frames};
  io::SoundWriter writer({item.output, context.names.beside(item.output, item.index)},
                         io::wav_format(tones.subtype, channels, rate), workspace.encode,
                         {.frames = frames, .frames_are_sure = true});
  const std::size_t size = block_size(usual_block_samples, channels);
  workspace.block.resize(std::max(workspace.block.size(), size));
  const auto block_frames = static_cast<std::int64_t>(size) / channels;
  for (std::int64_t first = 0; first < frames; first += block_frames) {
    context.supervision.stop.check();
    const auto now = std::min(block_frames, frames - first);
    const auto block = std::span(workspace.block).first(static_cast<std::size_t>(now * channels));
    audio::fill_tone(tone, first, channels, block);
    writer.write(block);
    counted.advance_to(item.bytes / frames * (first + now));
  }
  record.bytes_out = writer.finish().bytes;
}

}  // namespace

Record write_tone(const job::Item& item, const job::Tones& tones, const ItemContext& context,
                  Workspace& workspace) noexcept {
  return attempt_item(item, context, [&](Record& record, ByteCount& counted) {
    write(item, tones, context, counted, workspace, record);
  });
}

}  // namespace mpietl::run
