#include <cmath>

#include "audio/transforms/filters.hpp"
#include "mpietl/core/error.hpp"

namespace mpietl::audio {

namespace {

enum class Band : std::uint8_t { low_pass, high_pass, band_pass, band_stop };

/// The poles that a filter has for one pole p of the low pass 1 / (1 - s/p), or for two conjugate
/// ones: the roots of s^2 - b s + c, and their conjugates.
struct Roots {
  double re = 0.0;
  double im = 0.0;
};

/// The square root whose real part is not negative.
Roots root_of(const Roots& z) {
  const double size = std::sqrt(z.re * z.re + z.im * z.im);
  const double larger = std::sqrt((std::fabs(z.re) + size) / 2.0);
  if (larger == 0.0) return {};
  const double smaller = std::fabs(z.im) / (2.0 * larger);
  const double sign = z.im < 0.0 ? -1.0 : 1.0;
  return z.re >= 0.0 ? Roots{larger, sign * smaller} : Roots{smaller, sign * larger};
}

/// Butterworth's poles have magnitude 1, at equal angles in the left half plane. Frequencies are
/// warped. Band filters follow from the low pass by s -> (s^2 + w^2) / (width s) or its inverse,
/// where w^2 is the product of the edges and width their difference: each pole gives two. See
/// Oppenheim and Schafer, "Discrete-Time Signal Processing", chapter 7; results equal those of
/// scipy.signal.butter.
class Design {
 public:
  Design(Band band, double low, double high) : band_(band), low_(low), high_(high) {}

  std::vector<Section> sections(int order) {
    for (int k = 0; k < order / 2; ++k) {
      const double angle = (2.0 * k + 1.0) / (2.0 * order);  // half turns from the imaginary axis
      add_pair({-sine_of_half_turns(angle), cosine_of_half_turns(angle)});
    }
    if (order % 2 == 1) add_real();
    return std::move(sections_);
  }

 private:
  [[nodiscard]] bool is_band() const {
    return band_ == Band::band_pass || band_ == Band::band_stop;
  }
  [[nodiscard]] double square() const { return low_ * high_; }
  [[nodiscard]] double width() const { return high_ - low_; }

  void add(const std::array<double, 3>& denominator) {
    std::array<double, 3> numerator{};
    if (band_ == Band::low_pass) numerator = {denominator[0], 0.0, 0.0};
    if (band_ == Band::high_pass) numerator = {0.0, 0.0, denominator[2]};
    if (band_ == Band::band_pass) numerator = {0.0, width(), 0.0};
    if (band_ == Band::band_stop) numerator = {square(), 0.0, 1.0};
    sections_.push_back(digital({numerator, denominator}));
  }

  void add_pair(const Roots& pole) {
    if (!is_band()) {
      // The pole of a high pass is the inverse of the low pass's, at the same angle.
      add({low_ * low_, -2.0 * pole.re * low_, 1.0});
      return;
    }
    // 1/p of magnitude 1 is the conjugate of p, so both have the same sections.
    const Roots half{pole.re * width() / 2.0, pole.im * width() / 2.0};
    const Roots root =
        root_of({half.re * half.re - half.im * half.im - square(), 2.0 * half.re * half.im});
    for (const double sign : {1.0, -1.0}) {
      const double re = half.re + sign * root.re;
      const double im = half.im + sign * root.im;
      add({re * re + im * im, -2.0 * re, 1.0});
    }
  }

  void add_real() {
    if (is_band()) {
      add({square(), width(), 1.0});
    } else if (band_ == Band::low_pass) {
      sections_.push_back(digital({{low_, 0.0, 0.0}, {low_, 1.0, 0.0}}));
    } else {
      sections_.push_back(digital({{0.0, 1.0, 0.0}, {low_, 1.0, 0.0}}));
    }
  }

  Band band_;
  double low_;
  double high_;
  std::vector<Section> sections_;
};

constexpr std::array<const char*, 4> names{"low_pass", "high_pass", "band_pass", "band_stop"};

template <Band band>
class Butterworth final : public Transform {
 public:
  Butterworth(double low_hz, double high_hz, int order)
      : low_hz_(low_hz), high_hz_(high_hz), order_(order) {}

  [[nodiscard]] std::unique_ptr<Stage> start(const Signal& in, const Stream& /*stream*/,
                                             const Meter* /*measured*/) const override {
    const std::string name = names[static_cast<std::size_t>(band)];
    Design design(band, warped(low_hz_, in.sample_rate, name),
                  warped(high_hz_, in.sample_rate, name));
    return filtered(design.sections(order_), in.channels);
  }

 private:
  double low_hz_;
  double high_hz_;
  int order_;
};

template <Band band>
std::unique_ptr<const Transform> make_with_cutoff(const Values& values) {
  const double cutoff = values.number("cutoff_hz");
  return std::make_unique<Butterworth<band>>(cutoff, cutoff, values.whole("order"));
}

template <Band band>
std::unique_ptr<const Transform> make_with_band(const Values& values) {
  const double low = values.number("low_hz");
  const double high = values.number("high_hz");
  if (low >= high) {
    throw Error(Reason::usage, std::string("transform ") + names[static_cast<std::size_t>(band)] +
                                   ": low_hz must be below high_hz");
  }
  return std::make_unique<Butterworth<band>>(low, high, values.whole("order"));
}

Parameter order() {
  Parameter order{"order", "order of the filter: 6 dB an octave for each", 4.0, 1.0, 20.0};
  order.is_whole = true;
  return order;
}

}  // namespace

TransformKind low_pass_kind() {
  return {"low_pass",
          "Butterworth filter: keeps frequencies below cutoff_hz.",
          {frequency("cutoff_hz", "frequency at which the level has fallen by 3 dB"), order()},
          make_with_cutoff<Band::low_pass>};
}

TransformKind high_pass_kind() {
  return {"high_pass",
          "Butterworth filter: keeps frequencies above cutoff_hz.",
          {frequency("cutoff_hz", "frequency at which the level has fallen by 3 dB"), order()},
          make_with_cutoff<Band::high_pass>};
}

TransformKind band_pass_kind() {
  return {"band_pass",
          "Butterworth filter: keeps low_hz to high_hz.",
          {frequency("low_hz", "lower end of the band"),
           frequency("high_hz", "upper end of the band"), order()},
          make_with_band<Band::band_pass>};
}

TransformKind band_stop_kind() {
  return {"band_stop",
          "Butterworth filter: removes low_hz to high_hz.",
          {frequency("low_hz", "lower end of the band"),
           frequency("high_hz", "upper end of the band"), order()},
          make_with_band<Band::band_stop>};
}

}  // namespace mpietl::audio
