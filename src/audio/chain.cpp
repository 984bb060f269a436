#include "mpietl/audio/chain.hpp"

#include <algorithm>

#include "mpietl/core/text.hpp"

namespace mpietl::audio {

Chain::Chain(std::span<const TransformSpec> specs) {
  for (const auto& spec : specs) {
    const auto values = with_defaults(spec).parameters;
    links_.push_back({spec.name, values.at(std::string(probability.name)), make_transform(spec)});
  }
}

std::size_t piece_frames(int channels) {
  // All transforms pass over one piece while it is in the first-level cache. A multiple of the
  // noise's group of 64, so that groups are not cut, whatever channels become of these.
  constexpr std::size_t group = 64;
  constexpr std::size_t usual_samples = 4096;
  return group *
         std::max<std::size_t>(1, usual_samples / (group * static_cast<std::size_t>(channels)));
}

namespace {

// Of the level of the channels: 40 dB below it.
constexpr double least_of_mix = 0.01;

Stream stream_at(const StreamId& id, std::size_t place) {
  return {id, static_cast<std::uint32_t>(place)};
}

}  // namespace

ItemChain::ItemChain(const Chain& chain, const StreamId& id, int channels_in)
    : chain_(chain), id_(id), channels_out_(channels_in) {
  const auto links = chain.links();
  for (std::size_t place = 0; place < links.size(); ++place) {
    const double drawn = Draws(stream_at(id, place)).uniform(Draws::application);
    applied_.push_back(drawn < links[place].probability);
    if (!applied_.back()) continue;
    const int channels = links[place].transform->channels_out(channels_out_);
    if (channels < channels_out_) mixing_ = place;
    channels_out_ = channels;
  }
  decide_without_levels();
}

bool ItemChain::waits(std::size_t place) const {
  return applied_[place] && chain_.links()[place].transform->needs_levels();
}

int ItemChain::waiting() const {
  int count = 0;
  for (auto place = decisions_.size(); place < applied_.size(); ++place) count += waits(place);
  return count;
}

void ItemChain::decide(const Levels& incoming) {
  const std::size_t place = decisions_.size();
  decisions_.push_back(applied_[place] ? chain_.links()[place].transform->decide(
                                             Draws(stream_at(id_, place)), incoming)
                                       : Decision{});
}

void ItemChain::decide_without_levels() {
  while (decisions_.size() < applied_.size() && !waits(decisions_.size())) decide({});
}

void ItemChain::settle(const Levels& incoming) {
  decide(incoming);
  decide_without_levels();
}

void ItemChain::apply_at(std::size_t place, Slice& piece, Measures& measures) const {
  const auto frames = piece.samples.size() / static_cast<std::size_t>(piece.channels);
  // An eighth of each piece tells enough of the mix, and its cost is not felt.
  const auto measured = (frames + 7) / 8;
  const auto head = [&] {
    return piece.samples.first(measured * static_cast<std::size_t>(piece.channels));
  };
  if (place == mixing_) measures.unmixed.add(head());
  chain_.links()[place].transform->apply(piece, stream_at(id_, place), decisions_[place],
                                         measures.counts);
  if (place == mixing_) measures.mixed.add(head());
}

std::span<float> ItemChain::apply(const Slice& block, Measures& measures) const {
  const auto width = static_cast<std::size_t>(block.channels);
  const std::size_t piece_samples = piece_frames(block.channels) * width;
  std::size_t made = 0;
  for (std::size_t begin = 0; begin < block.samples.size(); begin += piece_samples) {
    const auto size = std::min(piece_samples, block.samples.size() - begin);
    Slice piece{block.samples.subspan(begin, size), block.first_frame + begin / width,
                block.channels};
    measures.in.add(piece.samples, Silence::counted);
    for (std::size_t place = 0; place < decisions_.size(); ++place) {
      if (applied_[place]) apply_at(place, piece, measures);
    }
    measures.out.add(piece.samples);
    if (made < begin) std::ranges::copy(piece.samples, block.samples.subspan(made).begin());
    made += piece.samples.size();
  }
  return block.samples.first(made);
}

std::string ItemChain::warning(const Measures& measures) const {
  std::string text;
  const auto add = [&](const std::string& more) { text += (text.empty() ? "" : "; ") + more; };
  for (std::size_t place = 0; place < decisions_.size(); ++place) {
    if (!decisions_[place].is_in_vain) continue;
    add(chain_.links()[place].name + " did nothing: the signal is silent there");
  }
  const double before = measures.unmixed.rms();
  const auto& mixed = measures.mixed;
  if (before > 0.0 && mixed.finite > 0 && mixed.rms() <= least_of_mix * before) {
    add(chain_.links()[mixing_].name + " leaves next to nothing: the channels cancel out");
  }
  return text;
}

std::string ItemChain::drawn() const {
  std::string text;
  for (std::size_t place = 0; place < decisions_.size(); ++place) {
    const auto& link = chain_.links()[place];
    std::string values;
    const auto add = [&](std::string_view name, double value) {
      values += (values.empty() ? ":" : ",") + std::string(name) + "=" + format_real(value);
    };
    if (link.probability < probability.highest) add("applied", applied_[place] ? 1.0 : 0.0);
    for (const auto& each : decisions_[place].drawn) add(each.name, each.value);
    if (!values.empty()) text += (text.empty() ? "" : ";") + link.name + values;
  }
  return text;
}

}  // namespace mpietl::audio
