#include "mpietl/audio/chain.hpp"

#include <algorithm>

namespace mpietl::audio {

namespace {
// All transforms pass over one piece while it is in the first-level cache. A multiple of the
// noise's group of 64, so that groups are not cut.
constexpr std::size_t piece_samples = 4096;
}  // namespace

Chain::Chain(std::span<const TransformSpec> specs) {
  for (const auto& spec : specs) transforms_.push_back(make_transform(spec));
}

void Chain::apply(const Slice& slice, const StreamId& id, Measures& measures) const {
  for (std::size_t begin = 0; begin < slice.samples.size(); begin += piece_samples) {
    const auto size = std::min(piece_samples, slice.samples.size() - begin);
    const Slice piece{slice.samples.subspan(begin, size), slice.first_sample + begin};
    measures.in.add(piece.samples);
    for (std::size_t place = 0; place < transforms_.size(); ++place) {
      const Stream stream{id, static_cast<std::uint32_t>(place)};
      transforms_[place]->apply(piece, stream, measures.counts);
    }
    measures.out.add(piece.samples);
  }
}

}  // namespace mpietl::audio
