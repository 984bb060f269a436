#include "audio/resampling/resampler.hpp"

#include <algorithm>
#include <limits>

#include "audio/turn_over.hpp"

namespace mpietl::audio {

template <class Real>
Resampler<Real>::Resampler(const RatePlan<Real>& plan, int channels)
    : plan_(plan),
      channels_(static_cast<std::size_t>(channels)),
      needed_(plan.filter().batch() + 2 * plan.filter().margin()) {
  for (auto& channel : channels_) channel.waiting.resize(plan.filter().margin());
  const auto* interpolation = std::get_if<Interpolation<Real>>(&plan.between());
  if (interpolation == nullptr) return;
  for (auto& channel : channels_) {
    channel.band.resize(interpolation->reach() - 1);
    channel.band_begin = -static_cast<std::int64_t>(channel.band.size());
  }
}

template <class Real>
void Resampler<Real>::process(std::span<const float> samples, std::vector<float>& out) {
  const std::size_t width = channels_.size();
  while (!samples.empty()) {
    const std::size_t room = needed_ - channels_.front().waiting.size();
    const auto now = samples.first(std::min(samples.size(), room * width));
    append(now);
    if (channels_.front().waiting.size() == needed_) {
      filter_batch();
      emit(std::numeric_limits<std::int64_t>::max(), out);
    }
    samples = samples.subspan(now.size());
  }
}

/// Appends silence after the last sample.
template <class Real>
void Resampler<Real>::finish(std::int64_t frames, std::vector<float>& out) {
  while (frames_out_ < frames) {
    for (auto& channel : channels_) channel.waiting.resize(needed_);
    filter_batch();
    emit(frames, out);
  }
}

template <class Real>
void Resampler<Real>::append(std::span<const float> samples) {
  const std::size_t width = channels_.size();
  if (width == 1) {
    auto& waiting = channels_.front().waiting;
    waiting.insert(waiting.end(), samples.begin(), samples.end());
    return;
  }
  for (std::size_t c = 0; c < width; ++c) {
    auto& waiting = channels_[c].waiting;
    std::size_t next = waiting.size();
    waiting.resize(next + samples.size() / width);
    for (std::size_t i = c; i < samples.size(); i += width) waiting[next++] = samples[i];
  }
}

/// Filters complete batches. The input buffer has a batch and its margins, of which two stay.
template <class Real>
void Resampler<Real>::filter_batch() {
  const auto& filter = plan_.filter();
  for (auto& channel : channels_) {
    auto& waiting = channel.waiting;
    filter.apply(waiting.data(), filtered_);
    waiting.erase(waiting.begin(), waiting.begin() + static_cast<std::ptrdiff_t>(filter.batch()));
    std::visit([&](const auto& between) { add_values(channel, between); }, plan_.between());
  }
}

template <class Real>
void Resampler<Real>::add_values(Channel& channel, const Polyphase<Real>& polyphase) {
  const auto& filter = plan_.filter();
  polyphase.values(filtered_, filter.filtered_margin(), filter.filtered_step(), channel.values);
}

/// Appends the values whose samples are there, and drops samples that are no longer needed.
template <class Real>
void Resampler<Real>::add_values(Channel& channel, const Interpolation<Real>& interpolation) {
  constexpr std::size_t width = Fft<Real>::width;
  const std::size_t step = plan_.filter().filtered_step();
  auto& band = channel.band;
  const std::size_t old = band.size();
  band.resize(old + width * step);
  const auto& first = filtered_[plan_.filter().filtered_margin()];
  turn_over<Real, Real>({first.numbers.data(), width}, step, width, {band.data() + old, step});

  const auto reach = static_cast<std::int64_t>(interpolation.reach());
  const auto& places = plan_.places();
  const auto band_end = channel.band_begin + static_cast<std::int64_t>(band.size());
  const auto end = places.count(std::max<std::int64_t>(0, band_end - reach));
  if (end <= channel.next_value) return;
  const std::size_t before = channel.values.size();
  channel.values.resize(before + static_cast<std::size_t>(end - channel.next_value));
  Walk walk(places, channel.next_value);
  walk.sample -= channel.band_begin + reach - 1;
  interpolation.values(band.data(), walk, std::span(channel.values).subspan(before));
  channel.next_value = end;
  const auto begin = std::min(places.sample(end) - (reach - 1), band_end);
  band.erase(band.begin(), band.begin() + static_cast<std::ptrdiff_t>(begin - channel.band_begin));
  channel.band_begin = begin;
}

/// Appends all available values, up to `most_frames` frames in total.
template <class Real>
void Resampler<Real>::emit(std::int64_t most_frames, std::vector<float>& out) {
  const auto there = static_cast<std::int64_t>(channels_.front().values.size());
  const auto frames = static_cast<std::size_t>(std::min(there, most_frames - frames_out_));
  const std::size_t width = channels_.size();
  if (width == 1) {
    auto& values = channels_.front().values;
    out.insert(out.end(), values.begin(), values.begin() + static_cast<std::ptrdiff_t>(frames));
    values.clear();
    frames_out_ += static_cast<std::int64_t>(frames);
    return;
  }
  const std::size_t old = out.size();
  out.resize(old + frames * width);
  for (std::size_t c = 0; c < width; ++c) {
    auto& values = channels_[c].values;
    float* to = out.data() + old + c;
    for (std::size_t i = 0; i < frames; ++i) to[i * width] = values[i];
    values.clear();
  }
  frames_out_ += static_cast<std::int64_t>(frames);
}

template class Resampler<float>;
template class Resampler<double>;

}  // namespace mpietl::audio
