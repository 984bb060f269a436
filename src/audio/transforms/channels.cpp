#include <algorithm>

#include "audio/kinds.hpp"
#include "mpietl/core/error.hpp"

namespace mpietl::audio {

namespace {

using Selection = std::vector<std::size_t>;

void select(const Block& block, const Selection& selection, float* out) {
  const auto width = static_cast<std::size_t>(block.channels);
  for (std::size_t frame = 0; frame < block.frames(); ++frame) {
    for (const auto channel : selection) *out++ = block.samples[frame * width + channel];
  }
}

/// For no more output channels than input channels. Uses a buffer, since channels may be exchanged.
void select_in_place(Block& block, const Selection& selection) {
  std::vector<float> selected(block.frames() * selection.size());
  select(block, selection, selected.data());
  block.samples = block.samples.first(selected.size());
  std::ranges::copy(selected, block.samples.begin());
  block.channels = static_cast<int>(selection.size());
}

/// Selects channels by number, in the given order; or the first `count` ones, where a single
/// channel is repeated.
class Channels final : public Transform {
 public:
  Channels(Selection selection, int count) : selection_(std::move(selection)), count_(count) {}

  [[nodiscard]] Signal output(const Signal& in) const override {
    Signal out = in;
    out.channels = count_ > 0 ? count_ : static_cast<int>(selection_.size());
    return out;
  }

  [[nodiscard]] std::unique_ptr<Stage> start(const Signal& in, const Stream& /*stream*/,
                                             const Meter* /*measured*/) const override {
    const auto selection = selection_for(in.channels);
    if (selection.size() <= static_cast<std::size_t>(in.channels)) {
      return in_place(
          [selection](Block& block, Counts& /*counts*/) { select_in_place(block, selection); });
    }
    return in_sequence(
        [selection](const Block& block, std::vector<float>& out) {
          const auto made = out.size();
          out.resize(made + block.frames() * selection.size());
          select(block, selection, out.data() + made);
        },
        [](std::vector<float>& /*out*/) {});
  }

 private:
  [[nodiscard]] Selection selection_for(int channels) const {
    const auto there = static_cast<std::size_t>(channels);
    if (count_ > 0 && channels != 1 && count_ > channels) refuse(channels, count_);
    if (count_ > 0) {
      Selection first(static_cast<std::size_t>(count_));
      for (std::size_t i = 0; i < first.size(); ++i) first[i] = channels == 1 ? 0 : i;
      return first;
    }
    for (const auto channel : selection_) {
      if (channel >= there) refuse(channels, static_cast<int>(channel) + 1);
    }
    return selection_;
  }

  [[noreturn]] static void refuse(int channels, int wanted) {
    throw Error(Reason::format, "transform channels: " + std::to_string(wanted) +
                                    " channels are requested, but the signal has " +
                                    std::to_string(channels));
  }

  Selection selection_;
  int count_;
};

std::unique_ptr<const Transform> make(const Values& values) {
  const bool has_selection = values.has("select");
  if (has_selection == values.has("count")) {
    throw Error(Reason::usage, "transform channels: give either select or count");
  }
  if (!has_selection) return std::make_unique<Channels>(Selection(), values.whole("count"));
  Selection selection;
  for (const double channel : values.numbers("select")) {
    selection.push_back(static_cast<std::size_t>(channel));
  }
  return std::make_unique<Channels>(std::move(selection), 0);
}

}  // namespace

TransformKind channels_kind() {
  constexpr double most = 1024.0;
  return {"channels",
          "Selects channels, counted from 0, or changes their number.",
          {{.name = "select",
            .meaning = "channels to keep, in this order",
            .lowest = 0.0,
            .highest = most - 1.0,
            .is_optional = true,
            .is_whole = true,
            .is_list = true},
           {.name = "count",
            .meaning = "channels of the output: the first ones, or copies of one",
            .lowest = 1.0,
            .highest = most,
            .is_optional = true,
            .is_whole = true}},
          make};
}

}  // namespace mpietl::audio
