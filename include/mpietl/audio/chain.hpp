#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "mpietl/audio/levels.hpp"
#include "mpietl/audio/registry.hpp"

namespace mpietl::audio {

/// What a chain measures on an item, summed over its blocks.
struct Measures {
  Levels in;       ///< before the chain
  Levels out;      ///< after it
  Levels unmixed;  ///< before the mix of channels, for an eighth of the signal
  Levels mixed;    ///< after the mix, for the same eighth
  Counts counts;
  std::atomic<std::int32_t>* place = nullptr;  ///< set to the current transform, for observers

  /// Adds the measures of another block.
  void add(const Measures& other) {
    in.add(other.in);
    out.add(other.out);
    unmixed.add(other.unmixed);
    mixed.add(other.mixed);
    counts.clipped += other.counts.clipped;
  }
};

/// The ordered transforms of a job. One chain serves all threads and items at once.
class Chain {
 public:
  /// A transform and the probability that it is applied to an item.
  struct Link {
    std::string name;
    double probability;
    TransformFactory transforms;
  };

  /// Throws Error(usage) as TransformFactory.
  explicit Chain(std::span<const TransformSpec> specs, const LossyCodecs* codecs = nullptr);

  explicit Chain(std::vector<Link> links) : links_(std::move(links)) {}

  [[nodiscard]] std::span<const Link> links() const { return links_; }

 private:
  std::vector<Link> links_;
};

/// Frames that pass through a chain at once. When every block of a signal except the last is a
/// multiple of this, levels have the same bits for all sizes of blocks.
std::size_t piece_frames(int channels);

/// A chain processing one item. Its first stages, as far as they have the order `any`, are the
/// head: several threads may send blocks through it at once, in any order. The other stages are the
/// tail, through which blocks pass in sequence.
class ItemChain {
 public:
  /// Draws with `id` which transforms are applied and their parameters, and starts all transforms
  /// up to the first one with a meter. `chain` must outlive this object.
  ItemChain(const Chain& chain, const StreamId& id, const Signal& in);

  /// Dithers the output for integers of `bits` bits; 0: no dither.
  void dither_for(int bits) { dither_bits_ = bits; }

  /// Whether the current pass over the signal is for a meter; the chain then has no output.
  [[nodiscard]] bool is_measuring() const { return meter_ != nullptr; }

  /// Passes that remain, including the current one.
  [[nodiscard]] int passes() const;

  /// Ends a pass for a meter that received `frames` frames. Starts the transform that needs the
  /// meter, and the following ones up to the next with a meter. The next pass begins, with the
  /// meter's input if that was kept (`is_kept`), otherwise with the item's signal.
  void settle(std::int64_t frames, bool is_kept);

  /// The input signal of the current pass.
  [[nodiscard]] const Signal& input() const { return signals_[begin_]; }

  /// Frames that pass through the head at once; see audio::piece_frames().
  [[nodiscard]] std::size_t piece_frames() const { return piece_frames_; }

  /// The output signal of the complete chain.
  [[nodiscard]] const Signal& output() const { return signals_.back(); }

  /// The time map from the item's signal to the output, once all transforms have started.
  [[nodiscard]] TimeMap time_map() const;

  /// Processes `block` in place with the head, and returns the output, at the beginning of the
  /// block's memory.
  std::span<float> apply(const Block& block, Measures& measures) const;

  /// Processes the head's output with the tail, block by block. Returns the output of the chain or,
  /// in a pass for a meter, the input of that meter; valid until the next call, as is `from_head`.
  std::span<const float> feed(std::span<float> from_head, Measures& measures);

  /// Returns the rest of the output after the last block.
  std::span<const float> finish(Measures& measures);

  /// Describes problems of the output, with `measures` of the complete signal: silence where a
  /// level was requested, and channels that cancel out in a mix. Empty when there are none.
  [[nodiscard]] std::string warning(const Measures& measures) const;

  /// Drawn and measured parameters, in the form of parse_transform(), with semicolons between
  /// transforms: "gaussian_snr:snr_db=17.25,stddev=0.0123;invert_polarity:applied=0".
  [[nodiscard]] std::string parameters() const;

 private:
  /// The output of a stage with memory in the tail, on its way through the stages after it.
  struct Stretch {
    std::size_t place = 0;  // of the stage
    std::size_t end = 0;    // end of the stages of order `any` after it
    std::uint64_t frames_in = 0;
    std::uint64_t frames_out = 0;
    std::vector<float> pending{};  // less than a piece
  };

  [[nodiscard]] bool is_applied(std::size_t place) const { return transforms_[place] != nullptr; }
  [[nodiscard]] bool has_tail() const { return tail_begin_ < stages_.size(); }
  [[nodiscard]] std::unique_ptr<Meter> meter_of(std::size_t place) const;
  [[nodiscard]] std::unique_ptr<Stage> started(std::size_t place) const;
  [[nodiscard]] Signal signal_behind(std::size_t place) const;
  void start_up_to_meter();
  void begin_pass();
  void apply_at(std::size_t place, Block& piece, Measures& measures) const;
  void complete(Block& piece, Measures& measures) const;
  void measure(std::span<float> samples);
  static void show(std::size_t place, const Measures& measures) {
    if (measures.place == nullptr) return;
    measures.place->store(static_cast<std::int32_t>(place), std::memory_order_relaxed);
  }
  void feed_stretch(std::size_t number, std::span<float> samples, Measures& measures);
  void drain(std::size_t number, std::size_t least_frames, Measures& measures);

  const Chain& chain_;
  StreamId id_;
  std::size_t begin_ = 0;       // first place of the current pass
  bool is_from_source_ = true;  // the input of this pass is the item's signal
  std::size_t piece_frames_;
  int dither_bits_ = 0;
  std::vector<std::shared_ptr<const Transform>> transforms_;  // nullptr: not applied
  std::vector<std::vector<ReportedParameter>> parameters_;    // drawn for the transforms
  std::vector<Signal> signals_;                   // before each place, and after the last
  std::vector<std::unique_ptr<Meter>> measured_;  // for each place that has started
  std::vector<std::unique_ptr<Stage>> stages_;    // likewise; nullptr: not applied
  std::unique_ptr<Meter> meter_;                  // for the next place to start
  std::uint64_t frames_measured_ = 0;
  std::size_t tail_begin_ = 0;
  std::vector<Stretch> stretches_;
  std::vector<float> out_;  // of the tail, of one call
  static constexpr std::size_t none = std::numeric_limits<std::size_t>::max();
  std::size_t mixing_ = none;  // the place that reduces the channels
};

}  // namespace mpietl::audio
