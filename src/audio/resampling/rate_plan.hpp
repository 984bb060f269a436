#pragma once

#include <cstdint>
#include <memory>
#include <variant>

#include "audio/resampling/block_filter.hpp"
#include "audio/resampling/interpolation.hpp"
#include "audio/resampling/places.hpp"
#include "audio/resampling/polyphase.hpp"

namespace mpietl::audio {

/// Of a change of the rate.
struct Quality {
  double pass;            ///< end of the pass band; 1 is the lower Nyquist frequency, which stops
  double attenuation_db;  ///< of what is beyond that, and of images

  bool operator==(const Quality&) const = default;
};

/// How a rate becomes another one. The signal is filtered to the band of the lower rate, its rate
/// times or over a power of two on the way; then values between its samples make the rate that is
/// wanted. It serves all items and threads at once.
template <class Real>
class RatePlan {
 public:
  using Between = std::variant<Polyphase<Real>, Interpolation<Real>>;

  /// From `in` to `out` samples in the same time.
  RatePlan(std::int64_t in, std::int64_t out, const Quality& quality);

  [[nodiscard]] const BlockFilter<Real>& filter() const { return filter_; }

  /// Of what comes out, in the filtered signal.
  [[nodiscard]] const Places& places() const { return places_; }

  /// A polyphase filter for blocks, if their values have the same places in each; or for the whole.
  [[nodiscard]] const Between& between() const { return between_; }

 private:
  struct Way;
  explicit RatePlan(const Way& way);
  static Way best_way(std::int64_t in, std::int64_t out, const Quality& quality);

  BlockFilter<Real> filter_;
  Places places_;
  Between between_;
};

/// The plan of these rates: of the last ones that were asked for, not made again.
template <class Real>
std::shared_ptr<const RatePlan<Real>> rate_plan(std::int64_t in, std::int64_t out,
                                                const Quality& quality);

}  // namespace mpietl::audio
