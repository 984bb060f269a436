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

/// What a chain measured on an item, added up over its blocks.
struct Measures {
  Levels in;       ///< before the chain
  Levels out;      ///< after it
  Levels unmixed;  ///< before channels are mixed, of an eighth of the signal
  Levels mixed;    ///< after that, of the same eighth
  Counts counts;
  std::atomic<std::int32_t>* place = nullptr;  ///< shows the transform at work, if anyone looks

  /// Adds what was measured on another block.
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
  /// A transform at its place, and how likely it is that an item goes through it.
  struct Link {
    std::string name;
    double probability;
    TransformFactory transforms;
  };

  /// Throws Error(usage) as TransformFactory does.
  explicit Chain(std::span<const TransformSpec> specs, const LossyCodecs* codecs = nullptr);

  explicit Chain(std::vector<Link> links) : links_(std::move(links)) {}

  [[nodiscard]] std::span<const Link> links() const { return links_; }

 private:
  std::vector<Link> links_;
};

/// Frames that pass through a chain at a time. Where all blocks of a signal but the last are
/// multiples of it, levels have the same bits with blocks of any size.
std::size_t piece_frames(int channels);

/// A chain at work on one item. Its first stages, as far as they are of order `any`, are the head:
/// several threads may send blocks through it at once, in any order. The rest is the tail, which
/// blocks pass one after the other.
class ItemChain {
 public:
  /// Draws from `id` which transforms are applied, and with which parameters, and starts all up to
  /// the first one that has a meter. `chain` must outlive this.
  ItemChain(const Chain& chain, const StreamId& id, const Signal& in);

  /// Has what comes out of the last stage dithered for integers of `bits` bits; 0: it is not.
  void dither_for(int bits) { dither_bits_ = bits; }

  /// Whether this pass over the signal is for a meter: nothing comes out of the chain then.
  [[nodiscard]] bool is_measuring() const { return meter_ != nullptr; }

  /// Passes that are left, this one included.
  [[nodiscard]] int passes() const;

  /// Ends a pass for a meter, into which `frames` frames came: starts the transform that waits for
  /// it, and the next ones up to another one that has a meter. The next pass begins: with what the
  /// meter saw if that was kept, else with the signal of the item.
  void settle(std::int64_t frames, bool is_kept);

  /// The signal that comes into this pass.
  [[nodiscard]] const Signal& input() const { return signals_[begin_]; }

  /// Frames that pass through the head at a time; see audio::piece_frames().
  [[nodiscard]] std::size_t piece_frames() const { return piece_frames_; }

  /// The signal that comes out of the whole chain.
  [[nodiscard]] const Signal& output() const { return signals_.back(); }

  /// Where frames of the signal stand in what comes out, when all have started.
  [[nodiscard]] TimeMap time_map() const;

  /// Runs `block` in place through the head and returns what comes out, at the beginning of the
  /// block's memory.
  std::span<float> apply(const Block& block, Measures& measures) const;

  /// Takes what came out of the head, block after block, and returns what then comes out of the
  /// chain or, in a pass for a meter, what that saw; it stays until the next call, as does what was
  /// given.
  std::span<const float> feed(std::span<float> from_head, Measures& measures);

  /// What is left in the chain when the last block was fed.
  std::span<const float> finish(Measures& measures);

  /// What is odd about what the chain made of a signal, whole, on which `measures` were taken:
  /// silence where a level was asked for, and channels that cancel out when they are mixed. Empty
  /// when all is well.
  [[nodiscard]] std::string warning(const Measures& measures) const;

  /// What was drawn and measured, in the form of parse_transform(), with semicolons between
  /// transforms: "gaussian_snr:snr_db=17.25,stddev=0.0123;invert_polarity:applied=0".
  [[nodiscard]] std::string parameters() const;

 private:
  /// What comes out of a stage of the tail that has memory, on its way through those behind it.
  struct Stretch {
    std::size_t place = 0;  // of that stage
    std::size_t end = 0;    // of the stages of order `any` behind it
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
  std::size_t begin_ = 0;       // the place where this pass begins
  bool is_from_source_ = true;  // the signal of the item comes into this pass
  std::size_t piece_frames_;
  int dither_bits_ = 0;
  std::vector<std::shared_ptr<const Transform>> transforms_;  // nullptr: not applied
  std::vector<std::vector<ReportedParameter>> parameters_;    // that were drawn for them
  std::vector<Signal> signals_;                   // before each place, and behind the last
  std::vector<std::unique_ptr<Meter>> measured_;  // at each place that has started
  std::vector<std::unique_ptr<Stage>> stages_;    // likewise; nullptr where it is not applied
  std::unique_ptr<Meter> meter_;                  // of the place that starts next
  std::uint64_t frames_measured_ = 0;
  std::size_t tail_begin_ = 0;
  std::vector<Stretch> stretches_;
  std::vector<float> out_;  // of the tail, of one call
  static constexpr std::size_t none = std::numeric_limits<std::size_t>::max();
  std::size_t mixing_ = none;  // the place where channels become fewer
};

}  // namespace mpietl::audio
