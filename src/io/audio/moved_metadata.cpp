#include <algorithm>
#include <cmath>
#include <limits>

#include "io/audio/metadata_content.hpp"

namespace mpietl::io {

namespace {

/// Positions in a file of `frames` frames (below 0: any number), moved by `map`.
class Mover {
 public:
  Mover(const audio::TimeMap& map, std::int64_t frames) : map_(map), frames_(frames) {}

  /// Returns whether the moved position is in the file.
  bool move(std::uint32_t& place) const {
    constexpr double max_place = std::numeric_limits<std::uint32_t>::max();
    const double moved = std::floor(map_(place) + 0.5);
    const bool is_behind = frames_ >= 0 && moved > static_cast<double>(frames_);
    if (moved < 0.0 || moved > max_place || is_behind) return false;
    place = static_cast<std::uint32_t>(moved);
    return true;
  }

  void move(std::vector<Cue>& cues) const {
    std::erase_if(cues, [&](Cue& cue) {
      // Files without a playlist do not use the position in one; many writers put a 0 there.
      if (cue.position != 0 && !move(cue.position)) cue.position = 0;
      return !move(cue.sample_offset);
    });
  }

  void move(std::vector<Loop>& loops) const {
    std::erase_if(loops, [&](Loop& loop) { return !move(loop.start) || !move(loop.end); });
  }

  /// The time of the first frame, counted in frames from midnight.
  void move_start(std::uint64_t& time) const {
    const double moved = static_cast<double>(time) * map_.to / map_.from - map_.shift;
    time = static_cast<std::uint64_t>(std::max(0.0, std::floor(moved + 0.5)));
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
  if (content.instrument) mover.move(content.instrument->loops);
  if (content.broadcast) mover.move_start(content.broadcast->time_reference);
  return metadata_of(std::move(content));
}

}  // namespace mpietl::io
