// Compiled once for each instruction set by Highway, which includes this file again and again.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "audio/sections.cpp"
#include <hwy/foreach_target.h>
// The order matters: foreach_target first.
#include <hwy/highway.h>

#include <cmath>

#include "audio/sections.hpp"

HWY_BEFORE_NAMESPACE();
namespace mpietl::audio::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

constexpr std::size_t group = GroupedSection::group;
using D = hn::CappedTag<double, group>;

/// Products of `in` and `factors`, those of i and i + 4 added first.
HWY_INLINE double sum_of_products(const double* HWY_RESTRICT in,
                                  const double* HWY_RESTRICT factors) {
  const D d;
  HWY_ALIGN double p[group];
  for (std::size_t lane = 0; lane < group; lane += hn::Lanes(d)) {
    hn::Store(hn::Mul(hn::LoadU(d, in + lane), hn::Load(d, factors + lane)), d, p + lane);
  }
  return ((p[0] + p[4]) + (p[1] + p[5])) + ((p[2] + p[6]) + (p[3] + p[7]));
}

void run_section(const double* HWY_RESTRICT in, std::size_t count, const GroupedSection& section,
                 double* HWY_RESTRICT state, double* HWY_RESTRICT out) {
  const D d;
  double first = state[0];
  double second = state[1];
  const auto& turn = section.state_of_state;
  for (const double* const end = in + count; in != end; in += group, out += group) {
    const double to_first = sum_of_products(in, section.state_of_input[0].data());
    const double to_second = sum_of_products(in, section.state_of_input[1].data());
    for (std::size_t lane = 0; lane < group; lane += hn::Lanes(d)) {
      auto sum = hn::Mul(hn::Set(d, in[0]), hn::Load(d, section.of_input[0].data() + lane));
      for (std::size_t i = 1; i < group; ++i) {
        const auto column = hn::Load(d, section.of_input[i].data() + lane);
        sum = hn::Add(sum, hn::Mul(hn::Set(d, in[i]), column));
      }
      const auto of_state =
          hn::Add(hn::Mul(hn::Set(d, first), hn::Load(d, section.of_state[0].data() + lane)),
                  hn::Mul(hn::Set(d, second), hn::Load(d, section.of_state[1].data() + lane)));
      hn::StoreU(hn::Add(sum, of_state), d, out + lane);
    }
    const double old = first;
    first = (first * turn[0][0] + second * turn[1][0]) + to_first;
    second = (old * turn[0][1] + second * turn[1][1]) + to_second;
  }
  state[0] = first;
  state[1] = second;
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

/// What eight steps give for one input at step `at`, or for the state when there is none.
GroupedSection::Column response(const Section& section, std::size_t at,
                                std::array<double, 2>& state) {
  GroupedSection::Column outputs{};
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    outputs[i] = step(section, i == at ? 1.0 : 0.0, state);
  }
  return outputs;
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

GroupedSection::GroupedSection(const Section& section)
    : of_input{}, of_state{}, state_of_input{}, state_of_state{} {
  for (std::size_t i = 0; i < group; ++i) {
    std::array<double, 2> state{};
    of_input[i] = response(section, i, state);
    for (std::size_t part = 0; part < 2; ++part) state_of_input[part][i] = state[part];
  }
  for (std::size_t part = 0; part < 2; ++part) {
    state_of_state[part] = {part == 0 ? 1.0 : 0.0, part == 0 ? 0.0 : 1.0};
    of_state[part] = response(section, group, state_of_state[part]);
  }
}

void run_section(std::span<const double> in, const GroupedSection& section,
                 std::array<double, 2>& state, std::span<double> out) {
  HWY_DYNAMIC_DISPATCH(run_section)(in.data(), in.size(), section, state.data(), out.data());
}

SectionFilter::SectionFilter(std::span<const Section> sections, int channels)
    : channels_(static_cast<std::size_t>(channels)),
      sections_(sections.begin(), sections.end()),
      states_(sections.size() * channels_),
      samples_(chunk * channels_),
      between_(chunk) {}

void SectionFilter::load(std::span<const float> samples) {
  const auto frames = samples.size() / channels_;
  for (std::size_t channel = 0; channel < channels_; ++channel) {
    double* const to = &samples_[channel * chunk + filled_];
    if (channels_ == 1) {
      std::ranges::copy(samples, to);  // with vectors
    } else {
      for (std::size_t i = 0; i < frames; ++i) to[i] = samples[i * channels_ + channel];
    }
  }
  filled_ += frames;
}

void SectionFilter::filter() {
  // What has died away must not become the tiny numbers that processors are slow with.
  constexpr double nothing = 1e-100;
  const auto whole =
      (filled_ + GroupedSection::group - 1) / GroupedSection::group * GroupedSection::group;
  auto state = states_.begin();
  for (std::size_t channel = 0; channel < channels_; ++channel) {
    auto now = std::span(samples_).subspan(channel * chunk, whole);
    auto next = std::span(between_).first(whole);
    std::ranges::fill(now.subspan(filled_), 0.0);
    for (const auto& section : sections_) {
      for (double& part : *state) part = std::fabs(part) < nothing ? 0.0 : part;
      run_section(now, section, *state, next);
      std::swap(now, next);
      ++state;
    }
    if (sections_.size() % 2 != 0) std::ranges::copy(now, next.begin());
  }
}

}  // namespace mpietl::audio
#endif
