#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

#include "mpietl/audio/random.hpp"
#include "mpietl/audio/signal.hpp"

namespace mpietl::audio {

/// What transforms counted while they worked on an item.
struct Counts {
  std::int64_t clipped = 0;  ///< samples that a clip changed
};

/// A number that was drawn or measured for an item, for its report.
struct ReportedParameter {
  std::string_view name;
  double value;
};

/// In which order the blocks of a signal may come to a stage.
enum class Order : std::uint8_t {
  any,          ///< what comes out depends on the samples of a block and their place only
  in_sequence,  ///< the stage has memory: blocks come one after the other
};

/// Measures on the whole signal that comes into a transform what that has to know before it starts.
/// Each meter of a chain costs another pass over the signal.
class Meter {
 public:
  Meter() = default;
  Meter(const Meter&) = delete;
  Meter& operator=(const Meter&) = delete;
  Meter(Meter&&) = delete;
  Meter& operator=(Meter&&) = delete;
  virtual ~Meter() = default;

  /// Takes the next frames. They come in order, in pieces that do not depend on how the signal was
  /// read.
  virtual void add(const Block& piece) = 0;

  /// The signal is over.
  virtual void finish() {}
};

/// A transform at work on one item.
class Stage {
 public:
  Stage() = default;
  Stage(const Stage&) = delete;
  Stage& operator=(const Stage&) = delete;
  Stage(Stage&&) = delete;
  Stage& operator=(Stage&&) = delete;
  virtual ~Stage() = default;

  [[nodiscard]] virtual Order order() const = 0;

  /// Of order `any`: changes `block` in place. Where fewer channels come out, the block has those
  /// channels then, and as many samples fewer. Several threads may call it at once.
  virtual void apply(Block& block, Counts& counts) const;

  /// Of order `in_sequence`: takes the next block, which begins where the last one ended, and
  /// appends what is ready to `out`, in whole frames.
  virtual void process(const Block& block, std::vector<float>& out);

  /// Of order `in_sequence`: appends what is left when the last block was taken.
  virtual void finish(std::vector<float>& out);

  /// Where frames that come in stand in what comes out; nothing: where the sample rates say.
  [[nodiscard]] virtual std::optional<TimeMap> time_map() const { return {}; }

  /// What was drawn and measured.
  [[nodiscard]] virtual std::span<const ReportedParameter> parameters() const { return {}; }

  /// Whether what was asked for cannot be had of silence.
  [[nodiscard]] virtual bool is_in_vain() const { return false; }
};

/// A transform of a job: immutable, so that it serves all threads and items at once.
class Transform {
 public:
  Transform() = default;
  Transform(const Transform&) = delete;
  Transform& operator=(const Transform&) = delete;
  Transform(Transform&&) = delete;
  Transform& operator=(Transform&&) = delete;
  virtual ~Transform() = default;

  /// The signal that comes out where `in` comes in: as many frames, exactly, if those of `in` are
  /// exact. -1 frames: that is known only when the meter has seen the signal.
  [[nodiscard]] virtual Signal output(const Signal& in) const { return in; }

  /// What measures the signal before start(); nullptr: nothing has to be known. Behind a meter,
  /// `in` is exact.
  [[nodiscard]] virtual std::unique_ptr<Meter> meter(const Signal& /*in*/) const { return nullptr; }

  /// The same as output(in), by what was measured.
  [[nodiscard]] virtual Signal output(const Signal& in, const Meter& /*measured*/) const {
    return output(in);
  }

  /// The stage for one item. `measured` is what meter() gave, or nullptr.
  [[nodiscard]] virtual std::unique_ptr<Stage> start(const Signal& in, const Stream& stream,
                                                     const Meter* measured) const = 0;
};

/// A transform that starts with what a meter of type `Measured` found. One that is not made of a
/// signal alone has to be made by an override of meter().
template <class Measured>
class MeteredTransform : public Transform {
 public:
  using Transform::output;

  [[nodiscard]] std::unique_ptr<Meter> meter([[maybe_unused]] const Signal& in) const override {
    if constexpr (std::is_constructible_v<Measured, const Signal&>) {
      return std::make_unique<Measured>(in);
    } else {
      return nullptr;
    }
  }

  [[nodiscard]] Signal output(const Signal& in, const Meter& measured) const final {
    return output_of(in, static_cast<const Measured&>(measured));
  }

  [[nodiscard]] std::unique_ptr<Stage> start(const Signal& in, const Stream& stream,
                                             const Meter* measured) const final {
    return start_with(in, stream, static_cast<const Measured&>(*measured));
  }

 protected:
  [[nodiscard]] virtual Signal output_of(const Signal& in, const Measured& /*measured*/) const {
    return output(in);
  }

  [[nodiscard]] virtual std::unique_ptr<Stage> start_with(const Signal& in, const Stream& stream,
                                                          const Measured& measured) const = 0;
};

}  // namespace mpietl::audio
