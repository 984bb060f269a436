#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "mpietl/audio/levels.hpp"
#include "mpietl/audio/random.hpp"
#include "mpietl/audio/signal.hpp"

namespace mpietl::audio {

/// What transforms counted while they worked on an item.
struct Counts {
  std::int64_t clipped = 0;  ///< samples that a clip changed
};

/// A number that was drawn or measured for an item, for its report.
struct Drawn {
  std::string_view name;
  double value;
};

/// In which order the blocks of a signal may come to a stage.
enum class Order : std::uint8_t {
  any,          ///< what comes out depends on the samples of a block and their place only
  in_sequence,  ///< the stage has memory: blocks come one after the other
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

  /// What was drawn and measured.
  [[nodiscard]] virtual std::span<const Drawn> drawn() const { return {}; }

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

  /// The signal that comes out where `in` comes in. A number of frames that is told is exact.
  [[nodiscard]] virtual Signal output(const Signal& in) const { return in; }

  /// Whether start() looks at the levels of the whole signal that comes in: each such transform of
  /// a chain costs another pass over the signal.
  [[nodiscard]] virtual bool needs_levels() const { return false; }

  /// The stage for one item. `incoming` is empty unless needs_levels().
  [[nodiscard]] virtual std::unique_ptr<Stage> start(const Signal& in, const Stream& stream,
                                                     const Levels& incoming) const = 0;
};

}  // namespace mpietl::audio
