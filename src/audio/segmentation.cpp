#include "mpietl/audio/segmentation.hpp"

#include <algorithm>

#include "audio/frame_levels.hpp"
#include "audio/transforms/lengths.hpp"
#include "mpietl/core/error.hpp"

namespace mpietl::audio {

namespace {

/// The lengths of a segmentation in frames.
struct Lengths {
  Lengths(const Segmentation& segmentation, int sample_rate)
      : gap(frames_of(segmentation.min_gap_seconds, sample_rate)),
        shortest(frames_of(segmentation.min_length_seconds, sample_rate)),
        padding(frames_of(segmentation.padding_seconds, sample_rate)),
        longest(std::max<std::int64_t>(
            1, frames_of(segmentation.max_length_seconds, sample_rate) - 2 * padding)) {}

  std::int64_t gap;
  std::int64_t shortest;
  std::int64_t padding;
  std::int64_t longest;  // without padding
};

/// Runs of levels that are sound.
std::vector<FrameRange> sections(std::span<const float> levels, std::int64_t frames,
                                 const Segmentation& segmentation) {
  const SoundThreshold threshold(levels, segmentation.top_db);
  std::vector<FrameRange> found;
  if (threshold.is_silence()) return found;
  const auto hop = segmentation.hop_length;
  for (std::size_t i = 0; i < levels.size(); ++i) {
    if (!threshold.is_passed_by(levels[i])) continue;
    const auto first = std::min(frames, static_cast<std::int64_t>(i) * hop);
    const auto end = std::min(frames, first + hop);
    if (!found.empty() && found.back().end() == first) {
      found.back().count = end - found.back().first;
    } else {
      found.push_back({first, end - first});
    }
  }
  return found;
}

/// Joins sections with short gaps between them, then leaves out short sections.
std::vector<FrameRange> joined(const std::vector<FrameRange>& sections, const Lengths& lengths) {
  std::vector<FrameRange> result;
  for (const auto& section : sections) {
    if (!result.empty() && section.first - result.back().end() < lengths.gap) {
      result.back().count = section.end() - result.back().first;
    } else {
      result.push_back(section);
    }
  }
  std::erase_if(result, [&](const FrameRange& section) {
    return section.count == 0 || section.count < lengths.shortest;
  });
  return result;
}

/// Where to cut a section that is too long: at the hop with the lowest level, the last of several,
/// so that a segment has at least half of the longest length and the rest is not too short. At the
/// limit if there is no such hop.
std::int64_t place_to_cut(std::span<const float> levels, const FrameRange& section,
                          std::int64_t hop, const Lengths& lengths) {
  const auto last = std::min(section.first + lengths.longest,
                             section.end() - std::max<std::int64_t>(1, lengths.shortest));
  const auto from = (section.first + (lengths.longest + 1) / 2 + hop - 1) / hop;
  const auto to = last / hop;
  if (from > to) return last;
  auto quietest = from;
  for (auto i = from; i <= to; ++i) {
    if (levels[static_cast<std::size_t>(i)] <= levels[static_cast<std::size_t>(quietest)]) {
      quietest = i;
    }
  }
  return quietest * hop;
}

std::vector<FrameRange> cut(std::span<const float> levels, const FrameRange& section,
                            std::int64_t hop, const Lengths& lengths) {
  std::vector<FrameRange> pieces{section};
  while (pieces.back().count > lengths.longest) {
    const auto rest = pieces.back();
    const auto place = place_to_cut(levels, rest, hop, lengths);
    pieces.back().count = place - rest.first;
    pieces.push_back({place, rest.end() - place});
  }
  return pieces;
}

/// How far padding may go between two sections.
std::int64_t middle(std::int64_t end, std::int64_t begin) { return end + (begin - end) / 2; }

}  // namespace

void check(const Segmentation& segmentation) {
  if (segmentation.frame_length % 2 != 0) {
    throw Error(Reason::usage, "--frame-length must be even");
  }
  const double longest = segmentation.max_length_seconds;
  if (longest == 0.0) return;
  if (longest - 2.0 * segmentation.padding_seconds < 2.0 * segmentation.min_length_seconds ||
      longest <= 2.0 * segmentation.padding_seconds) {
    throw Error(Reason::usage,
                "--max-length must be at least twice the sum of --min-length and --padding; 0 is "
                "no limit");
  }
}

std::vector<FrameRange> cut_at_silence(std::span<const float> levels, std::int64_t frames,
                                       int sample_rate, const Segmentation& segmentation) {
  const Lengths lengths(segmentation, sample_rate);
  const auto found = joined(sections(levels, frames, segmentation), lengths);
  std::vector<FrameRange> segments;
  std::int64_t earliest = 0;
  for (std::size_t i = 0; i < found.size(); ++i) {
    const auto& section = found[i];
    const auto latest = i + 1 < found.size() ? middle(section.end(), found[i + 1].first) : frames;
    auto pieces = segmentation.max_length_seconds > 0.0
                      ? cut(levels, section, segmentation.hop_length, lengths)
                      : std::vector{section};
    const auto first = std::max(earliest, section.first - lengths.padding);
    const auto end = std::min(latest, section.end() + lengths.padding);
    pieces.front() = {first, pieces.front().end() - first};
    pieces.back().count = end - pieces.back().first;
    segments.insert(segments.end(), pieces.begin(), pieces.end());
    earliest = latest;
  }
  return segments;
}

SegmentFinder::SegmentFinder(const Segmentation& segmentation, const Signal& signal)
    : segmentation_(segmentation),
      signal_(signal),
      levels_(std::make_unique<FrameLevels>(
          signal, Framing{segmentation.frame_length, segmentation.hop_length})) {}

SegmentFinder::~SegmentFinder() = default;

void SegmentFinder::add(std::span<const float> samples) { levels_->add(samples); }

std::vector<FrameRange> SegmentFinder::finish() {
  levels_->finish();
  return cut_at_silence(levels_->levels(), levels_->frames(), signal_.sample_rate, segmentation_);
}

}  // namespace mpietl::audio
