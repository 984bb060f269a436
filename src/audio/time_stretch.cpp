#include "audio/time_stretch.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "audio/functions.hpp"

namespace mpietl::audio {

namespace {

constexpr double hop_seconds = 0.020;
constexpr double reach_seconds = 0.010;
constexpr std::int64_t coarse_step = 4;

std::int64_t frames_in(double seconds, int sample_rate) {
  return std::max<std::int64_t>(1, static_cast<std::int64_t>(seconds * sample_rate));
}

/// The products of two stretches, and of the second one with itself, in sixteen parallel sums: the
/// compiler may use vectors, with the same bits.
struct Products {
  double of_both = 0.0;
  double of_second = 0.0;

  Products(const float* first, const float* second, std::size_t count) {
    constexpr std::size_t lanes = 16;
    std::array<float, lanes> both{};
    std::array<float, lanes> own{};
    std::size_t i = 0;
    for (; i + lanes <= count; i += lanes) {
      for (std::size_t k = 0; k < lanes; ++k) both[k] += first[i + k] * second[i + k];
      for (std::size_t k = 0; k < lanes; ++k) own[k] += second[i + k] * second[i + k];
    }
    for (; i < count; ++i) {
      of_both += double{first[i]} * second[i];
      of_second += double{second[i]} * second[i];
    }
    for (const float sum : both) of_both += sum;
    for (const float sum : own) of_second += sum;
  }
};

}  // namespace

TimeStretch::TimeStretch(int channels, int sample_rate, double factor)
    : channels_(static_cast<std::size_t>(channels)),
      factor_(factor),
      hop_(frames_in(hop_seconds, sample_rate)),
      reach_(frames_in(reach_seconds, sample_rate)) {
  for (std::int64_t i = 0; i < hop_; ++i) {
    const double part = (static_cast<double>(i) + 0.5) / static_cast<double>(hop_);
    rising_.push_back(0.5 - 0.5 * cosine_of_half_turns(part));
  }
}

std::int64_t TimeStretch::frames_out(std::int64_t frames, double factor) {
  return static_cast<std::int64_t>(std::floor(static_cast<double>(frames) / factor + 0.5));
}

/// The end of the input so far.
std::int64_t TimeStretch::end() const { return first_ + static_cast<std::int64_t>(mean_.size()); }

/// The place where the next piece should begin.
std::int64_t TimeStretch::due() const {
  return static_cast<std::int64_t>(std::floor(static_cast<double>(pieces_ * hop_) * factor_ + 0.5));
}

double TimeStretch::similarity(std::int64_t place) const {
  const Products products(mean_.data() + (natural_ - first_), mean_.data() + (place - first_),
                          static_cast<std::size_t>(hop_));
  return products.of_second > 0.0 ? products.of_both / std::sqrt(products.of_second) : 0.0;
}

/// The best of every fourth place within reach, then of its neighbours; the due place if none is
/// better.
std::int64_t TimeStretch::most_similar(std::int64_t place) const {
  auto best = place;
  double most = similarity(place);
  const auto look = [&](std::int64_t from, std::int64_t to, std::int64_t step) {
    for (auto at = from; at <= to; at += step) {
      if (at < first_) continue;
      const double found = similarity(at);
      if (found <= most) continue;
      most = found;
      best = at;
    }
  };
  look(place - reach_, place + reach_, coarse_step);
  look(best - coarse_step + 1, best + coarse_step - 1, 1);
  return best;
}

void TimeStretch::make_piece(std::vector<float>& out) {
  const auto place = due() == natural_ ? natural_ : most_similar(due());
  const float* const old =
      samples_.data() + static_cast<std::size_t>(natural_ - first_) * channels_;
  const float* const now = samples_.data() + static_cast<std::size_t>(place - first_) * channels_;
  for (std::size_t i = 0; i < rising_.size() * channels_; ++i) {
    const double part = rising_[i / channels_];
    out.push_back(static_cast<float>(old[i] + part * (double{now[i]} - old[i])));
  }
  natural_ = place + hop_;
  ++pieces_;
}

/// Drops input that no later piece needs.
void TimeStretch::forget() {
  const auto needed = std::clamp(std::min(natural_, due() - reach_), first_, end());
  const auto count = needed - first_;
  mean_.erase(mean_.begin(), mean_.begin() + count);
  samples_.erase(samples_.begin(), samples_.begin() + count * static_cast<std::int64_t>(channels_));
  first_ = needed;
}

void TimeStretch::process(const Block& block, std::vector<float>& out) {
  samples_.insert(samples_.end(), block.samples.begin(), block.samples.end());
  for (std::size_t i = 0; i < block.samples.size(); i += channels_) {
    double sum = 0.0;
    for (const float x : block.samples.subspan(i, channels_)) sum += std::isfinite(x) ? x : 0.0F;
    mean_.push_back(static_cast<float>(sum / static_cast<double>(channels_)));
  }
  const auto is_ready = [&] {
    const auto seen = std::max(natural_, due() + reach_ + coarse_step) + hop_;
    const double whole = static_cast<double>((pieces_ + 1) * hop_) * factor_;
    return seen <= end() && whole <= static_cast<double>(end());
  };
  while (is_ready()) make_piece(out);
  forget();
}

void TimeStretch::finish(std::vector<float>& out) {
  const auto wanted = frames_out(end(), factor_);
  while (pieces_ * hop_ < wanted) {
    // Append silence.
    const auto seen = std::max(natural_, due() + reach_ + coarse_step) + hop_;
    mean_.resize(static_cast<std::size_t>(std::max(seen, end()) - first_));
    samples_.resize(mean_.size() * channels_);
    make_piece(out);
  }
  const auto beyond = static_cast<std::size_t>(pieces_ * hop_ - wanted) * channels_;
  out.resize(out.size() - beyond);
}

}  // namespace mpietl::audio
