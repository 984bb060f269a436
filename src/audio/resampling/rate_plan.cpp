#include "audio/resampling/rate_plan.hpp"

#include <algorithm>
#include <cmath>
#include <mutex>
#include <numeric>
#include <vector>

namespace mpietl::audio {

/// One of the possible ways to convert a rate.
template <class Real>
struct RatePlan<Real>::Way {
  double in;
  double lower;  // the lower rate
  Quality quality;
  std::size_t repeat;
  std::size_t cut;
  Places places;  // of output values in the filtered signal

  Way(std::int64_t from, std::int64_t to, const Quality& wanted, std::size_t repeated,
      std::size_t cut_by)
      : in(static_cast<double>(from)),
        lower(static_cast<double>(std::min(from, to))),
        quality(wanted),
        repeat(repeated),
        cut(cut_by),
        places{from * static_cast<std::int64_t>(repeat), to * static_cast<std::int64_t>(cut)} {
    const auto common = std::gcd(places.step, places.parts);
    places.step /= common;
    places.parts /= common;
  }

  [[nodiscard]] bool has_values_between() const { return places.parts > 1; }

  /// The lower Nyquist frequency, relative to the rate of the filtered signal.
  [[nodiscard]] double nyquist() const {
    return lower / 2.0 / (in * static_cast<double>(repeat) / static_cast<double>(cut));
  }

  [[nodiscard]] bool is_possible() const {
    constexpr double least_transition = 0.1;
    return nyquist() <= (has_values_between() ? 0.5 - least_transition / 2.0 : 0.5);
  }

  [[nodiscard]] WindowedSinc band() const {
    const double stop = nyquist() / static_cast<double>(cut);
    return {quality.pass * stop, stop, quality.attenuation_db};
  }

  /// The first image of the band begins as far below the rate as the band ends above 0.
  [[nodiscard]] WindowedSinc between() const {
    return {quality.pass * nyquist(), 1.0 - nyquist(), quality.attenuation_db};
  }

  /// Blocks in which values always have the same places; with step 0 if there are none.
  [[nodiscard]] Blocks blocks_of_same_places() const {
    const auto reach = static_cast<std::size_t>(std::ceil(between().half_length()));
    return {band().reach(), repeat, cut, reach, static_cast<std::size_t>(places.step)};
  }

  [[nodiscard]] bool is_polyphase() const { return blocks_of_same_places().step > 0; }

  [[nodiscard]] Blocks blocks() const {
    return is_polyphase() ? blocks_of_same_places() : Blocks(band().reach(), repeat, cut, 0, 1);
  }

  [[nodiscard]] Between values() const {
    if (is_polyphase()) return Polyphase<Real>(between(), places);
    return Interpolation<Real>(between());
  }

  /// Approximate cost per sample of the input, in nanoseconds.
  [[nodiscard]] double cost() const {
    const double made = static_cast<double>(repeat) / static_cast<double>(cut);
    const double filtering = 1.0 + 0.8 * made;
    if (!has_values_between()) return filtering;
    const double values =
        made * static_cast<double>(places.parts) / static_cast<double>(places.step);
    return filtering + values * (0.5 + 0.06 * between().half_length());
  }
};

template <class Real>
typename RatePlan<Real>::Way RatePlan<Real>::best_way(std::int64_t in, std::int64_t out,
                                                      const Quality& quality) {
  Way best(in, out, quality, 4, 1);
  const auto consider = [&](const Way& way) {
    if (way.is_possible() && way.cost() < best.cost()) best = way;
  };
  consider({in, out, quality, 2, 1});
  for (std::size_t cut = 1; static_cast<std::int64_t>(cut) * out <= in; cut *= 2) {
    consider({in, out, quality, 1, cut});
  }
  return best;
}

template <class Real>
RatePlan<Real>::RatePlan(std::int64_t in, std::int64_t out, const Quality& quality)
    : RatePlan<Real>(best_way(in, out, quality)) {}

template <class Real>
RatePlan<Real>::RatePlan(const Way& way)
    : filter_(way.band(), way.blocks()), places_(way.places), between_(way.values()) {}

namespace {

/// The latest plans. A plan takes half a millisecond, and many files have the same rate.
template <class Real>
class LastPlans {
 public:
  using Plan = std::shared_ptr<const RatePlan<Real>>;

  Plan get(std::int64_t in, std::int64_t out, const Quality& quality) {
    const std::lock_guard lock(mutex_);
    const auto found = std::ranges::find_if(plans_, [&](const Entry& entry) {
      return entry.in == in && entry.out == out && entry.quality == quality;
    });
    if (found != plans_.end()) {
      std::rotate(plans_.begin(), found, found + 1);
      return plans_.front().plan;
    }
    if (plans_.size() == most_plans) plans_.pop_back();
    auto plan = std::make_shared<const RatePlan<Real>>(in, out, quality);
    plans_.insert(plans_.begin(), {in, out, quality, plan});
    return plan;
  }

 private:
  static constexpr std::size_t most_plans = 16;

  struct Entry {
    std::int64_t in;
    std::int64_t out;
    Quality quality;
    Plan plan;
  };

  std::mutex mutex_;
  std::vector<Entry> plans_;  // the latest one first
};

}  // namespace

template <class Real>
std::shared_ptr<const RatePlan<Real>> rate_plan(std::int64_t in, std::int64_t out,
                                                const Quality& quality) {
  static LastPlans<Real> plans;
  return plans.get(in, out, quality);
}

template class RatePlan<float>;
template class RatePlan<double>;
template std::shared_ptr<const RatePlan<float>> rate_plan(std::int64_t, std::int64_t,
                                                          const Quality&);
template std::shared_ptr<const RatePlan<double>> rate_plan(std::int64_t, std::int64_t,
                                                           const Quality&);

}  // namespace mpietl::audio
