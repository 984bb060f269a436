#pragma once

#include <algorithm>
#include <memory>
#include <vector>

#include "mpietl/audio/chain.hpp"

// Transforms that change the number of frames, as resampling, cutting and reverberation do.
namespace mpietl::test {

/// A stage with memory that is made of two functions.
template <class Process, class Finish>
class Sequence final : public audio::Stage {
 public:
  Sequence(Process process, Finish finish, double shift)
      : process_(std::move(process)), finish_(std::move(finish)), shift_(shift) {}

  [[nodiscard]] audio::Order order() const override { return audio::Order::in_sequence; }
  void process(const audio::Block& block, std::vector<float>& out) override {
    process_(block, out);
  }
  void finish(std::vector<float>& out) override { finish_(out); }
  [[nodiscard]] std::optional<audio::TimeMap> time_map() const override {
    if (shift_ == 0.0) return {};
    return audio::TimeMap{1.0, 1.0, shift_};
  }

 private:
  Process process_;
  Finish finish_;
  double shift_;
};

template <class Process, class Finish>
std::unique_ptr<audio::Stage> in_sequence(Process process, Finish finish, double shift = 0.0) {
  return std::make_unique<Sequence<Process, Finish>>(std::move(process), std::move(finish), shift);
}

/// Doubles the rate by repeating each frame.
class DoubleRate final : public audio::Transform {
 public:
  [[nodiscard]] audio::Signal output(const audio::Signal& in) const override {
    return {in.channels, 2 * in.sample_rate, in.frames < 0 ? -1 : 2 * in.frames};
  }

  [[nodiscard]] std::unique_ptr<audio::Stage> start(
      const audio::Signal& in, const audio::Stream& /*stream*/,
      const audio::Meter* /*measured*/) const override {
    const auto repeat = [width = static_cast<std::size_t>(in.channels)](const audio::Block& block,
                                                                        std::vector<float>& out) {
      for (std::size_t i = 0; i < block.frames(); ++i) {
        const auto frame = block.samples.subspan(i * width, width);
        for (int copy = 0; copy < 2; ++copy) out.insert(out.end(), frame.begin(), frame.end());
      }
    };
    return in_sequence(repeat, [](std::vector<float>& /*out*/) {});
  }
};

/// Drops the first 1000 frames.
class DropBeginning final : public audio::Transform {
 public:
  static constexpr std::int64_t dropped = 1000;

  [[nodiscard]] audio::Signal output(const audio::Signal& in) const override {
    const auto left = std::max<std::int64_t>(0, in.frames - dropped);
    return {in.channels, in.sample_rate, in.frames < 0 ? -1 : left};
  }

  [[nodiscard]] std::unique_ptr<audio::Stage> start(
      const audio::Signal& in, const audio::Stream& /*stream*/,
      const audio::Meter* /*measured*/) const override {
    const auto drop = [left = dropped * in.channels](const audio::Block& block,
                                                     std::vector<float>& out) mutable {
      const auto now = std::min(left, static_cast<std::int64_t>(block.samples.size()));
      left -= now;
      out.insert(out.end(), block.samples.begin() + now, block.samples.end());
    };
    return in_sequence(
        drop, [](std::vector<float>& /*out*/) {}, -static_cast<double>(dropped));
  }
};

/// Adds a tail of 5000 frames.
class AddTail final : public audio::Transform {
 public:
  static constexpr std::int64_t added = 5000;

  [[nodiscard]] audio::Signal output(const audio::Signal& in) const override {
    return {in.channels, in.sample_rate, in.frames < 0 ? -1 : in.frames + added};
  }

  [[nodiscard]] std::unique_ptr<audio::Stage> start(
      const audio::Signal& in, const audio::Stream& /*stream*/,
      const audio::Meter* /*measured*/) const override {
    const auto pass = [](const audio::Block& block, std::vector<float>& out) {
      out.insert(out.end(), block.samples.begin(), block.samples.end());
    };
    const auto fade = [channels = in.channels](std::vector<float>& out) {
      for (std::int64_t frame = 1; frame <= added; ++frame) {
        out.insert(out.end(), static_cast<std::size_t>(channels),
                   0.25F / static_cast<float>(frame));
      }
    };
    return in_sequence(pass, fade);
  }
};

template <class Made>
audio::Chain::Link link_of(const char* name) {
  return {name, 1.0, audio::TransformFactory(std::make_shared<Made>())};
}

inline audio::Chain::Link link_of(const audio::TransformSpec& spec) {
  return {spec.name, 1.0, audio::TransformFactory(spec)};
}

/// All three, with transforms of the registry before, between and after them.
inline audio::Chain chain_of_other_lengths() {
  std::vector<audio::Chain::Link> links;
  links.push_back(link_of({"gaussian_noise", {{"stddev", 0.05}}}));
  links.push_back(link_of<DropBeginning>("drop_beginning"));
  links.push_back(link_of({"gaussian_snr", {}}));
  links.push_back(link_of<DoubleRate>("double_rate"));
  links.push_back(link_of<AddTail>("add_tail"));
  links.push_back(link_of({"normalize", {{"peak", -1.0}}}));
  links.push_back(link_of({"gaussian_noise", {{"stddev", 0.3}}}));
  links.push_back(link_of({"clip", {}}));
  return audio::Chain(std::move(links));
}

}  // namespace mpietl::test
