// Highway includes this file repeatedly, to compile it for each instruction set.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "audio/sections.cpp"
#include <hwy/foreach_target.h>
// foreach_target must come first.
#include <hwy/highway.h>

#include <cmath>

#include "audio/sections.hpp"
#include "audio/turn_over.hpp"

HWY_BEFORE_NAMESPACE();
namespace mpietl::audio::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using D = hn::CappedTag<double, SegmentedSection::quad>;

/// Filters all segments with a section in parallel, each from a state of zero, and stores the final
/// states. Four quads at once, so that no operation waits for another.
void run_segments(double* HWY_RESTRICT samples, const Section& section, double* HWY_RESTRICT first,
                  double* HWY_RESTRICT second) {
  constexpr std::size_t quad = SegmentedSection::quad;
  constexpr std::size_t size = SegmentedSection::segment * quad;
  const D d;
  const auto b0 = hn::Set(d, section.b0);
  const auto b1 = hn::Set(d, section.b1);
  const auto b2 = hn::Set(d, section.b2);
  const auto a1 = hn::Set(d, section.a1);
  const auto a2 = hn::Set(d, section.a2);
  using V = hn::Vec<D>;
  const auto step = [&](double* HWY_RESTRICT at, V& s1, V& s2) HWY_ATTR {
    const auto x = hn::LoadU(d, at);
    const auto y = hn::Add(hn::Mul(b0, x), s1);
    s1 = hn::Sub(hn::Add(hn::Mul(b1, x), s2), hn::Mul(a1, y));
    s2 = hn::Sub(hn::Mul(b2, x), hn::Mul(a2, y));
    hn::StoreU(y, d, at);
  };
  for (std::size_t lane = 0; lane < quad; lane += hn::Lanes(d)) {
    auto s1a = hn::Zero(d);
    auto s1b = s1a;
    auto s1c = s1a;
    auto s1d = s1a;
    auto s2a = s1a;
    auto s2b = s1a;
    auto s2c = s1a;
    auto s2d = s1a;
    for (double* at = samples + lane; at < samples + size; at += quad) {
      step(at, s1a, s2a);
      step(at + size, s1b, s2b);
      step(at + 2 * size, s1c, s2c);
      step(at + 3 * size, s1d, s2d);
    }
    const auto store = [&](std::size_t number, V s1, V s2) HWY_ATTR {
      hn::StoreU(s1, d, first + number * quad + lane);
      hn::StoreU(s2, d, second + number * quad + lane);
    };
    store(0, s1a, s2a);
    store(1, s1b, s2b);
    store(2, s1c, s2c);
    store(3, s1d, s2d);
  }
}

/// Adds the response to the state with which each segment begins.
void add_states(double* HWY_RESTRICT samples, const SegmentedSection& section,
                const double* HWY_RESTRICT first, const double* HWY_RESTRICT second) {
  constexpr std::size_t quad = SegmentedSection::quad;
  const D d;
  for (std::size_t begin = 0; begin < SegmentedSection::segments; begin += quad) {
    for (std::size_t lane = 0; lane < quad; lane += hn::Lanes(d)) {
      const auto s1 = hn::LoadU(d, first + begin + lane);
      const auto s2 = hn::LoadU(d, second + begin + lane);
      double* HWY_RESTRICT at = samples + begin * SegmentedSection::segment + lane;
      for (std::size_t i = 0; i < SegmentedSection::segment; ++i, at += quad) {
        const auto more = hn::Add(hn::Mul(hn::Set(d, section.of_state[0][i]), s1),
                                  hn::Mul(hn::Set(d, section.of_state[1][i]), s2));
        hn::StoreU(hn::Add(hn::LoadU(d, at), more), d, at);
      }
    }
  }
}

void run_section(double* HWY_RESTRICT samples, const SegmentedSection& section,
                 double* HWY_RESTRICT state) {
  constexpr std::size_t segments = SegmentedSection::segments;
  double first[segments + 1];
  double second[segments + 1];
  run_segments(samples, section.section, first + 1, second + 1);
  first[0] = state[0];
  second[0] = state[1];
  const auto& turn = section.state_of_state;
  for (std::size_t i = 0; i < segments; ++i) {
    first[i + 1] += first[i] * turn[0][0] + second[i] * turn[1][0];
    second[i + 1] += first[i] * turn[0][1] + second[i] * turn[1][1];
  }
  state[0] = first[segments];
  state[1] = second[segments];
  add_states(samples, section, first, second);
}

}  // namespace mpietl::audio::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace mpietl::audio {

HWY_EXPORT(run_section);

namespace {

/// One step of the transposed direct form II.
double step(const Section& section, double x, std::array<double, 2>& state) {
  const double y = section.b0 * x + state[0];
  state[0] = section.b1 * x - section.a1 * y + state[1];
  state[1] = section.b2 * x - section.a2 * y;
  return y;
}

}  // namespace

Section digital(const AnalogueSection& analogue) {
  const auto at_plus_one = [](const auto& c) { return c[0] + c[1] + c[2]; };
  const auto at_minus_one = [](const auto& c) { return c[0] - c[1] + c[2]; };
  const double scale = 1.0 / at_plus_one(analogue.d);
  return {at_plus_one(analogue.n) * scale, 2.0 * (analogue.n[0] - analogue.n[2]) * scale,
          at_minus_one(analogue.n) * scale, 2.0 * (analogue.d[0] - analogue.d[2]) * scale,
          at_minus_one(analogue.d) * scale};
}

SegmentedSection::SegmentedSection(const Section& of) : section(of), of_state{}, state_of_state{} {
  constexpr double nothing = 1e-150;  // smaller numbers may become subnormal, which is slow
  for (std::size_t part = 0; part < 2; ++part) {
    auto& state = state_of_state[part];
    state[part] = 1.0;
    for (double& output : of_state[part]) {
      output = step(section, 0.0, state);
      if (std::fabs(output) < nothing) output = 0.0;
    }
    for (double& rest : state) rest = std::fabs(rest) < nothing ? 0.0 : rest;
  }
}

SectionFilter::SectionFilter(std::span<const Section> sections, int channels)
    : channels_(static_cast<std::size_t>(channels)),
      sections_(sections.begin(), sections.end()),
      states_(sections.size() * channels_),
      waiting_(chunk * channels_),
      segments_(chunk),
      filtered_(chunk * channels_) {}

void SectionFilter::load(std::span<const float> samples) {
  const auto frames = samples.size() / channels_;
  for (std::size_t channel = 0; channel < channels_; ++channel) {
    float* const to = &waiting_[channel * chunk + filled_];
    if (channels_ == 1) {
      std::ranges::copy(samples, to);
    } else {
      for (std::size_t i = 0; i < frames; ++i) to[i] = samples[i * channels_ + channel];
    }
  }
  filled_ += frames;
}

void SectionFilter::filter() {
  constexpr std::size_t segment = SegmentedSection::segment;
  constexpr std::size_t quad = SegmentedSection::quad;
  // Decayed values must not become subnormal numbers, which are slow.
  constexpr double nothing = 1e-100;
  auto state = states_.begin();
  for (std::size_t channel = 0; channel < channels_; ++channel) {
    float* const in = &waiting_[channel * chunk];
    std::fill(in + filled_, in + chunk, 0.0F);
    for (std::size_t at = 0; at < chunk; at += segment * quad) {
      turn_over<float, double>({in + at, segment}, quad, segment, {&segments_[at], quad});
    }
    for (const auto& section : sections_) {
      for (double& part : *state) part = std::fabs(part) < nothing ? 0.0 : part;
      HWY_DYNAMIC_DISPATCH(run_section)(segments_.data(), section, state->data());
      ++state;
    }
    double* const out = &filtered_[channel * chunk];
    for (std::size_t at = 0; at < chunk; at += segment * quad) {
      turn_over<double, double>({&segments_[at], quad}, segment, quad, {out + at, segment});
    }
  }
}

}  // namespace mpietl::audio
#endif
