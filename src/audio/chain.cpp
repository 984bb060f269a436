#include "mpietl/audio/chain.hpp"

#include <algorithm>

#include "mpietl/audio/noise.hpp"
#include "mpietl/core/text.hpp"

namespace mpietl::audio {

Chain::Chain(std::span<const TransformSpec> specs, const LossyCodecs* codecs) {
  for (const auto& spec : specs) {
    const auto values = with_defaults(spec).parameters;
    const auto& p = values.at(std::string(probability.name));
    links_.push_back({spec.name, std::get<double>(p), TransformFactory(spec, codecs)});
  }
}

std::size_t piece_frames(int channels) {
  // A piece stays in the first-level cache while all transforms process it. It is a multiple of the
  // noise's group of 64, so that groups are not split, whatever the number of channels becomes.
  constexpr std::size_t group = 64;
  constexpr std::size_t usual_samples = 4096;
  return group *
         std::max<std::size_t>(1, usual_samples / (group * static_cast<std::size_t>(channels)));
}

namespace {

// A mix this far below the level of its channels (40 dB) gives a warning.
constexpr double least_of_mix = 0.01;

Stream stream_at(const StreamId& id, std::size_t place) {
  return {id, static_cast<std::uint32_t>(place)};
}

}  // namespace

ItemChain::ItemChain(const Chain& chain, const StreamId& id, const Signal& in)
    : chain_(chain), id_(id), piece_frames_(audio::piece_frames(in.channels)), signals_{in} {
  const auto links = chain.links();
  for (std::size_t place = 0; place < links.size(); ++place) {
    const auto& link = links[place];
    const Draws draws(stream_at(id, place));
    const bool is_used = draws.uniform(Draws::application) < link.probability;
    auto& parameters = parameters_.emplace_back();
    transforms_.push_back(is_used ? link.transforms.make(draws, parameters) : nullptr);
    const auto& before = signals_.back();
    const auto after = signal_behind(place);
    if (after.channels < before.channels) mixing_ = place;
    signals_.push_back(after);
  }
  start_up_to_meter();
  begin_pass();
}

std::unique_ptr<Meter> ItemChain::meter_of(std::size_t place) const {
  return is_applied(place) ? transforms_[place]->meter(signals_[place]) : nullptr;
}

std::unique_ptr<Stage> ItemChain::started(std::size_t place) const {
  if (!is_applied(place)) return nullptr;
  return transforms_[place]->start(signals_[place], stream_at(id_, place), measured_[place].get());
}

Signal ItemChain::signal_behind(std::size_t place) const {
  const auto& in = signals_[place];
  if (!is_applied(place)) return in;
  const auto& transform = *transforms_[place];
  const bool is_measured = place < measured_.size() && measured_[place] != nullptr;
  Signal out = is_measured ? transform.output(in, *measured_[place]) : transform.output(in);
  out.is_exact = in.is_exact;
  return out;
}

int ItemChain::passes() const {
  int count = 1;
  for (auto place = stages_.size(); place < transforms_.size(); ++place) {
    count += meter_of(place) != nullptr ? 1 : 0;
  }
  return count;
}

void ItemChain::start_up_to_meter() {
  while (stages_.size() < transforms_.size()) {
    const auto place = stages_.size();
    if (measured_.size() == place) {
      meter_ = meter_of(place);
      if (meter_) return;
      measured_.push_back(nullptr);
    }
    stages_.push_back(started(place));
  }
}

void ItemChain::settle(std::int64_t frames, bool is_kept) {
  measured_.push_back(std::move(meter_));
  signals_[begin_].frames = frames;
  signals_[begin_].is_exact = true;
  for (std::size_t place = begin_; place < transforms_.size(); ++place) {
    signals_[place + 1] = signal_behind(place);
  }
  // Use the same pieces whether or not the signal was kept, so that sums have the same bits.
  if (!is_kept) piece_frames_ = audio::piece_frames(signals_.front().channels);
  if (is_kept && has_tail()) {
    piece_frames_ = audio::piece_frames(signals_[stretches_.back().place + 1].channels);
  }
  begin_ = is_kept ? stages_.size() : 0;
  is_from_source_ = !is_kept;
  // Restart the stages with memory.
  for (std::size_t place = begin_; place < stages_.size(); ++place) {
    if (is_applied(place) && stages_[place]->order() == Order::in_sequence) {
      stages_[place] = started(place);
    }
  }
  start_up_to_meter();
  begin_pass();
}

void ItemChain::begin_pass() {
  frames_measured_ = 0;
  stretches_.clear();
  tail_begin_ = stages_.size();
  for (std::size_t place = begin_; place < stages_.size(); ++place) {
    if (!is_applied(place) || stages_[place]->order() == Order::any) continue;
    tail_begin_ = std::min(tail_begin_, place);
    if (!stretches_.empty()) stretches_.back().end = place;
    stretches_.push_back({.place = place, .end = stages_.size()});
  }
}

TimeMap ItemChain::time_map() const {
  TimeMap map;
  for (std::size_t place = 0; place < stages_.size(); ++place) {
    if (!is_applied(place)) continue;
    const int to = signals_[place + 1].sample_rate;
    const int from = signals_[place].sample_rate;
    const auto by_rates =
        to == from ? TimeMap() : TimeMap{static_cast<double>(to), static_cast<double>(from)};
    map = map.then(stages_[place]->time_map().value_or(by_rates));
  }
  return map;
}

void ItemChain::apply_at(std::size_t place, Block& piece, Measures& measures) const {
  // An eighth of each piece describes the mix well enough, at a negligible cost.
  const auto measured = (piece.frames() + 7) / 8;
  const auto head = [&] {
    return piece.samples.first(measured * static_cast<std::size_t>(piece.channels));
  };
  show(place, measures);
  if (place == mixing_) measures.unmixed.add(head());
  stages_[place]->apply(piece, measures.counts);
  if (place == mixing_) measures.mixed.add(head());
}

/// Measures and dithers a piece after the last stage.
void ItemChain::complete(Block& piece, Measures& measures) const {
  measures.out.add(piece.samples);
  if (dither_bits_ == 0) return;
  add_tpdf_dither(piece.samples, piece.first_sample(), id_, dither_bits_);
}

std::span<float> ItemChain::apply(const Block& block, Measures& measures) const {
  const auto width = static_cast<std::size_t>(block.channels);
  const std::size_t piece_samples = piece_frames_ * width;
  std::size_t made = 0;
  for (std::size_t begin = 0; begin < block.samples.size(); begin += piece_samples) {
    const auto size = std::min(piece_samples, block.samples.size() - begin);
    Block piece{block.samples.subspan(begin, size), block.first_frame + begin / width,
                block.channels};
    if (is_from_source_) measures.in.add(piece.samples, Silence::counted);
    for (std::size_t place = begin_; place < tail_begin_; ++place) {
      if (is_applied(place)) apply_at(place, piece, measures);
    }
    if (!has_tail() && !is_measuring()) complete(piece, measures);
    if (made < begin) std::ranges::copy(piece.samples, block.samples.subspan(made).begin());
    made += piece.samples.size();
  }
  return block.samples.first(made);
}

std::span<const float> ItemChain::feed(std::span<float> from_head, Measures& measures) {
  out_.clear();
  if (has_tail()) {
    feed_stretch(0, from_head, measures);
    return out_;
  }
  if (is_measuring()) measure(from_head);
  return from_head;
}

/// Passes samples to the meter, in the pieces of the head.
void ItemChain::measure(std::span<float> samples) {
  const int channels = signals_[stages_.size()].channels;
  const auto size = piece_frames_ * static_cast<std::size_t>(channels);
  for (std::size_t begin = 0; begin < samples.size(); begin += size) {
    const Block piece{samples.subspan(begin, std::min(size, samples.size() - begin)),
                      frames_measured_, channels};
    meter_->add(piece);
    frames_measured_ += piece.frames();
  }
}

void ItemChain::feed_stretch(std::size_t number, std::span<float> samples, Measures& measures) {
  Stretch& stretch = stretches_[number];
  const Block block{samples, stretch.frames_in, signals_[stretch.place].channels};
  show(stretch.place, measures);
  stages_[stretch.place]->process(block, stretch.pending);
  stretch.frames_in += block.frames();
  drain(number, audio::piece_frames(signals_[stretch.place + 1].channels), measures);
}

/// Passes pieces on while enough frames are there; their positions do not depend on blocks.
void ItemChain::drain(std::size_t number, std::size_t least_frames, Measures& measures) {
  Stretch& stretch = stretches_[number];
  const int channels = signals_[stretch.place + 1].channels;
  const auto width = static_cast<std::size_t>(channels);
  std::size_t begin = 0;
  while (stretch.pending.size() - begin >= std::max<std::size_t>(1, least_frames) * width) {
    const auto size =
        std::min(stretch.pending.size() - begin, audio::piece_frames(channels) * width);
    Block piece{std::span(stretch.pending).subspan(begin, size), stretch.frames_out, channels};
    stretch.frames_out += piece.frames();
    begin += size;
    for (auto place = stretch.place + 1; place < stretch.end; ++place) {
      if (is_applied(place)) apply_at(place, piece, measures);
    }
    if (number + 1 < stretches_.size()) {
      feed_stretch(number + 1, piece.samples, measures);
    } else {
      if (is_measuring()) {
        meter_->add(piece);
      } else {
        complete(piece, measures);
      }
      out_.insert(out_.end(), piece.samples.begin(), piece.samples.end());
    }
  }
  stretch.pending.erase(stretch.pending.begin(),
                        stretch.pending.begin() + static_cast<std::ptrdiff_t>(begin));
}

std::span<const float> ItemChain::finish(Measures& measures) {
  out_.clear();
  for (std::size_t number = 0; number < stretches_.size(); ++number) {
    show(stretches_[number].place, measures);
    stages_[stretches_[number].place]->finish(stretches_[number].pending);
    drain(number, 1, measures);
  }
  if (is_measuring()) meter_->finish();
  return out_;
}

std::string ItemChain::warning(const Measures& measures) const {
  std::string text;
  const auto add = [&](const std::string& more) { text += (text.empty() ? "" : "; ") + more; };
  for (std::size_t place = 0; place < stages_.size(); ++place) {
    if (!is_applied(place) || !stages_[place]->is_in_vain()) continue;
    add(chain_.links()[place].name + " did nothing: its input is silent");
  }
  const double before = measures.unmixed.rms();
  const auto& mixed = measures.mixed;
  if (before > 0.0 && mixed.finite > 0 && mixed.rms() <= least_of_mix * before) {
    const auto& name = chain_.links()[mixing_].name;
    add(name + " leaves almost no signal: the channels " +
        (name == "mono" ? "cancel out" : "that it keeps are silent"));
  }
  return text;
}

std::string ItemChain::parameters() const {
  std::string text;
  for (std::size_t place = 0; place < stages_.size(); ++place) {
    const auto& link = chain_.links()[place];
    std::string values;
    const auto add = [&](std::string_view name, double value) {
      values += (values.empty() ? ":" : ",") + std::string(name) + "=" + format_real(value);
    };
    if (link.probability < probability.highest) add("applied", is_applied(place) ? 1.0 : 0.0);
    for (const auto& each : parameters_[place]) add(each.name, each.value);
    if (is_applied(place)) {
      for (const auto& each : stages_[place]->parameters()) add(each.name, each.value);
    }
    if (!values.empty()) text += (text.empty() ? "" : ";") + link.name + values;
  }
  return text;
}

}  // namespace mpietl::audio
