#pragma once

#include <cstdint>
#include <memory>
#include <variant>

#include "audio/resampling/block_filter.hpp"
#include "audio/resampling/interpolation.hpp"
#include "audio/resampling/places.hpp"
#include "audio/resampling/polyphase.hpp"

namespace mpietl::audio {

/// The quality of a rate conversion.
struct Quality {
  double pass;            ///< end of the pass band, relative to the lower Nyquist frequency
  double attenuation_db;  ///< of the stop band (from the lower Nyquist frequency), and of images

  bool operator==(const Quality&) const = default;
};

/// A plan to convert a rate. The signal is filtered to the band of the lower rate, which may
/// multiply or divide its rate by a power of two; then values between its samples give the target
/// rate. A plan serves all items and threads at once.
template <class Real>
class RatePlan {
 public:
  using Between = std::variant<Polyphase<Real>, Interpolation<Real>>;

  /// Converts `in` samples to `out` samples of the same duration.
  RatePlan(std::int64_t in, std::int64_t out, const Quality& quality);

  [[nodiscard]] const BlockFilter<Real>& filter() const { return filter_; }

  /// The places of output values in the filtered signal.
  [[nodiscard]] const Places& places() const { return places_; }

  /// A polyphase filter: for blocks if their values always have the same places, else for the
  /// signal.
  [[nodiscard]] const Between& between() const { return between_; }

 private:
  struct Way;
  explicit RatePlan(const Way& way);
  static Way best_way(std::int64_t in, std::int64_t out, const Quality& quality);

  BlockFilter<Real> filter_;
  Places places_;
  Between between_;
};

/// The plan for these rates; the latest plans are cached.
template <class Real>
std::shared_ptr<const RatePlan<Real>> rate_plan(std::int64_t in, std::int64_t out,
                                                const Quality& quality);

}  // namespace mpietl::audio
