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

/// What transforms count while they process an item.
struct Counts {
  std::int64_t clipped = 0;  ///< samples that a clip changed
};

/// A number that was drawn or measured for an item, for the report.
struct ReportedParameter {
  std::string_view name;
  double value;
};

/// The order in which a stage needs the blocks of a signal.
enum class Order : std::uint8_t {
  any,          ///< the output depends only on the samples of a block and their position
  in_sequence,  ///< the stage has memory
};

/// Measures the complete input of a transform before the transform starts. Each meter in a chain
/// costs another pass over the signal.
class Meter {
 public:
  Meter() = default;
  Meter(const Meter&) = delete;
  Meter& operator=(const Meter&) = delete;
  Meter(Meter&&) = delete;
  Meter& operator=(Meter&&) = delete;
  virtual ~Meter() = default;

  /// Adds the next frames. They come in sequence, in pieces that do not depend on how the signal
  /// was read.
  virtual void add(const Block& piece) = 0;

  /// Ends the signal.
  virtual void finish() {}
};

/// A transform processing one item.
class Stage {
 public:
  Stage() = default;
  Stage(const Stage&) = delete;
  Stage& operator=(const Stage&) = delete;
  Stage(Stage&&) = delete;
  Stage& operator=(Stage&&) = delete;
  virtual ~Stage() = default;

  [[nodiscard]] virtual Order order() const = 0;

  /// For the order `any`: changes `block` in place; the block has fewer channels and samples
  /// afterwards if the transform reduces them. Several threads may call it at once.
  virtual void apply(Block& block, Counts& counts) const;

  /// For the order `in_sequence`: takes the next block, which begins where the last one ended, and
  /// appends finished frames to `out`.
  virtual void process(const Block& block, std::vector<float>& out);

  /// For the order `in_sequence`: appends the rest after the last block.
  virtual void finish(std::vector<float>& out);

  /// The time map from input to output; nothing if it follows from the sample rates.
  [[nodiscard]] virtual std::optional<TimeMap> time_map() const { return {}; }

  /// Drawn and measured parameters.
  [[nodiscard]] virtual std::span<const ReportedParameter> parameters() const { return {}; }

  /// Whether the request cannot be met because the input is silent.
  [[nodiscard]] virtual bool is_in_vain() const { return false; }
};

/// A transform of a job. It is immutable, so it serves all threads and items at once.
class Transform {
 public:
  Transform() = default;
  Transform(const Transform&) = delete;
  Transform& operator=(const Transform&) = delete;
  Transform(Transform&&) = delete;
  Transform& operator=(Transform&&) = delete;
  virtual ~Transform() = default;

  /// The output signal for the input `in`; the number of frames is exact if that of `in` is.
  /// -1 frames: the number is only known after the meter has run.
  [[nodiscard]] virtual Signal output(const Signal& in) const { return in; }

  /// The meter that must see the signal before start(); nullptr: none. After a meter, `in` is
  /// exact.
  [[nodiscard]] virtual std::unique_ptr<Meter> meter(const Signal& /*in*/) const { return nullptr; }

  /// The output signal for the input `in`, given the measurements.
  [[nodiscard]] virtual Signal output(const Signal& in, const Meter& /*measured*/) const {
    return output(in);
  }

  /// The stage for one item. `measured` is the meter that meter() returned, or nullptr.
  [[nodiscard]] virtual std::unique_ptr<Stage> start(const Signal& in, const Stream& stream,
                                                     const Meter* measured) const = 0;
};

/// A transform that uses the results of a meter of type `Measured`. If `Measured` cannot be
/// constructed from a signal alone, override meter().
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
