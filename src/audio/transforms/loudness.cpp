#include "audio/loudness.hpp"

#include <algorithm>

#include "audio/kinds.hpp"

namespace mpietl::audio {

namespace {

class LoudnessMeter final : public Meter {
 public:
  LoudnessMeter(const Signal& in, bool with_peak) : loudness_(in) {
    if (with_peak) peak_.emplace(in);
  }

  void add(const Block& piece) override {
    loudness_.add(piece);
    if (peak_) peak_->add(piece);
  }

  void finish() override {
    loudness_.finish();
    if (peak_) peak_->finish();
  }

  [[nodiscard]] std::optional<double> lufs() const { return loudness_.integrated(); }
  [[nodiscard]] double peak() const { return peak_ ? peak_->value() : 0.0; }

 private:
  Loudness loudness_;
  std::optional<TruePeak> peak_;
};

/// Scales the complete signal by one factor to the requested integrated loudness, but by no more
/// than the maximum of decibels up or down, and not above a true peak if one is given. A signal
/// without a loudness stays.
class LoudnessTransform final : public MeteredTransform<LoudnessMeter> {
 public:
  LoudnessTransform(double lufs, std::optional<double> true_peak_db, double max_change_db)
      : lufs_(lufs), true_peak_db_(true_peak_db), max_change_db_(max_change_db) {}

  [[nodiscard]] std::unique_ptr<Meter> meter(const Signal& in) const override {
    return std::make_unique<LoudnessMeter>(in, true_peak_db_.has_value());
  }

 protected:
  [[nodiscard]] std::unique_ptr<Stage> start_with(const Signal& /*in*/, const Stream& /*stream*/,
                                                  const LoudnessMeter& measured) const override {
    const auto lufs = measured.lufs();
    if (!lufs) return scaled(1.0, {{"factor", 1.0}}, true);
    double factor = ratio_of_decibels(std::clamp(lufs_ - *lufs, -max_change_db_, max_change_db_));
    std::vector<ReportedParameter> parameters{{"measured_lufs", *lufs}};
    if (true_peak_db_ && measured.peak() > 0.0) {
      factor = std::min(factor, ratio_of_decibels(*true_peak_db_) / measured.peak());
      parameters.push_back({"measured_true_peak_db", decibels_of_ratio(measured.peak())});
    }
    parameters.push_back({"factor", factor});
    return scaled(factor, std::move(parameters));
  }

 private:
  double lufs_;
  std::optional<double> true_peak_db_;
  double max_change_db_;
};

std::unique_ptr<const Transform> make(const Values& values) {
  return std::make_unique<LoudnessTransform>(values.number("lufs"), values.optional("true_peak_db"),
                                             values.number("max_change_db"));
}

}  // namespace

TransformKind loudness_kind() {
  return {"loudness",
          "Brings the loudness (ITU-R BS.1770-4) to this many LUFS.",
          {{"lufs", "integrated loudness of the output, in LUFS", -23.0, -70.0, 0.0},
           {.name = "true_peak_db",
            .meaning = "limit of the true peak, in dBTP: the output is softer if needed",
            .lowest = -60.0,
            .highest = 20.0,
            .is_optional = true},
           {"max_change_db", "largest change of the level, in dB", 200.0, 0.0, 200.0}},
          make};
}

}  // namespace mpietl::audio
