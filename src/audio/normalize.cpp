#include "audio/kinds.hpp"

namespace mpietl::audio {

namespace {

/// One factor for the whole signal, so that its peak becomes the wanted one; silence stays.
class Normalize final : public Transform {
 public:
  explicit Normalize(double peak_db) : peak_(ratio_of_decibels(peak_db)) {}

  [[nodiscard]] bool needs_levels() const override { return true; }

  [[nodiscard]] std::unique_ptr<Stage> start(const Signal& /*in*/, const Stream& /*stream*/,
                                             const Levels& incoming) const override {
    const double factor = incoming.peak > 0.0 ? peak_ / incoming.peak : 1.0;
    return scaled(factor, {{"factor", factor}}, incoming.is_silence());
  }

 private:
  double peak_;
};

std::unique_ptr<const Transform> make(const Parameters& values) {
  return std::make_unique<Normalize>(values.at("peak"));
}

}  // namespace

TransformKind normalize_kind() { return {"normalize", {{"peak", 0.0, -200.0, 200.0}}, make}; }

}  // namespace mpietl::audio
