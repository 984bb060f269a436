#include <algorithm>
#include <cmath>
#include <cstring>

#include "io/audio/metadata_content.hpp"

namespace mpietl::io {

namespace {

/// Places in a file of `frames` frames (below 0: any number), moved by `map`.
class Mover {
 public:
  Mover(const audio::TimeMap& map, std::int64_t frames) : map_(map), frames_(frames) {}

  /// Returns whether the place is in the file then.
  bool move(std::uint32_t& place) const {
    const double moved = std::floor(map_(place) + 0.5);
    const bool is_behind = frames_ >= 0 && moved > static_cast<double>(frames_);
    if (moved < 0.0 || moved > 4294967295.0 || is_behind) return false;
    place = static_cast<std::uint32_t>(moved);
    return true;
  }

  void move(std::vector<SF_CUE_POINT>& cues) const {
    std::erase_if(cues, [&](SF_CUE_POINT& cue) {
      // The place in a play list is not used by files without one; many writers put a 0 there.
      if (cue.position != 0 && !move(cue.position)) cue.position = 0;
      return !move(cue.sample_offset);
    });
  }

  void move(SF_INSTRUMENT& instrument) const {
    auto* const begin = instrument.loops;
    auto* const end = std::remove_if(begin, begin + instrument.loop_count, [&](auto& loop) {
      return !move(loop.start) || !move(loop.end);
    });
    instrument.loop_count = static_cast<int>(end - begin);
  }

  /// The time of the first frame, counted in frames from midnight.
  void move(SF_BROADCAST_INFO& info) const {
    const auto time = static_cast<double>(std::uint64_t{info.time_reference_high} << 32U |
                                          info.time_reference_low);
    const double ratio_only = time * map_.to / map_.from;
    const auto moved =
        static_cast<std::uint64_t>(std::max(0.0, std::floor(ratio_only - map_.shift + 0.5)));
    info.time_reference_low = static_cast<std::uint32_t>(moved);
    info.time_reference_high = static_cast<std::uint32_t>(moved >> 32U);
  }

 private:
  const audio::TimeMap& map_;
  std::int64_t frames_;
};

}  // namespace

Metadata moved(const Metadata& metadata, const audio::TimeMap& map, const audio::Signal& out) {
  if (metadata.empty() || map.is_identity()) return metadata;
  Metadata::Content content = metadata.content();
  const Mover mover(map, out.frames);
  mover.move(content.cues);
  if (content.instrument) mover.move(*content.instrument);
  if (!content.broadcast.empty()) {
    SF_BROADCAST_INFO info{};
    std::memcpy(&info, content.broadcast.data(), sizeof info);
    mover.move(info);
    std::memcpy(content.broadcast.data(), &info, sizeof info);
  }
  return metadata_of(std::move(content));
}

}  // namespace mpietl::io
