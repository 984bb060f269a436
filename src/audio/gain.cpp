#include <optional>

#include "audio/kinds.hpp"
#include "mpietl/core/error.hpp"

namespace mpietl::audio {

namespace {

/// The same gain for all items, or one drawn for each.
class Gain final : public Transform {
 public:
  explicit Gain(double gain_db) : factor_(ratio_of_decibels(gain_db)) {}
  explicit Gain(const Range& gain_db) : range_(gain_db) {}

  [[nodiscard]] std::unique_ptr<Stage> start(const Signal& /*in*/, const Stream& stream,
                                             const Meter* /*measured*/) const override {
    if (!range_) return scaled(factor_, {});
    const double gain_db = range_->draw(Draws(stream));
    return scaled(ratio_of_decibels(gain_db), {{"gain_db", gain_db}});
  }

 private:
  double factor_ = 1.0;
  std::optional<Range> range_;
};

std::unique_ptr<const Transform> make(const Parameters& values) {
  const bool is_fixed = values.contains("gain_db");
  const bool has_min = values.contains("min_gain_db");
  const bool has_max = values.contains("max_gain_db");
  if (is_fixed && !has_min && !has_max) return std::make_unique<Gain>(values.at("gain_db"));
  if (!is_fixed && has_min && has_max) {
    return std::make_unique<Gain>(Range(values, "gain", "gain_db"));
  }
  throw Error(Reason::usage,
              "transform gain: give either gain_db, or both min_gain_db and max_gain_db");
}

}  // namespace

TransformKind gain_kind() {
  return {"gain",
          {{"gain_db", {}, -200.0, 200.0},
           {"min_gain_db", {}, -200.0, 200.0},
           {"max_gain_db", {}, -200.0, 200.0}},
          make};
}

}  // namespace mpietl::audio
