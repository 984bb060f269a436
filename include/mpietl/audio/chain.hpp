#pragma once

#include <cstddef>
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
    std::unique_ptr<const Transform> transform;
  };

  /// Throws Error(usage) as make_transform() does.
  explicit Chain(std::span<const TransformSpec> specs);

  [[nodiscard]] std::span<const Link> links() const { return links_; }

 private:
  std::vector<Link> links_;
};

/// Frames that pass through a chain at a time. Where all blocks of a signal but the last are
/// multiples of it, levels have the same bits with blocks of any size.
std::size_t piece_frames(int channels);

/// A chain and what was decided for one item.
class ItemChain {
 public:
  /// Draws from `id` which transforms are applied, and decides all up to the first one that needs
  /// to know the levels of what comes into it. `chain` must outlive this.
  ItemChain(const Chain& chain, const StreamId& id, int channels_in);

  /// How many transforms still wait for levels; 0 when all is decided.
  [[nodiscard]] int waiting() const;

  /// Decides the transform that waits first, and the next ones that need no levels. `incoming` is
  /// `out` of what apply() measured on the whole signal.
  void settle(const Levels& incoming);

  /// What is odd about what the chain made of a signal, whole, on which apply() measured
  /// `measures`: silence where a level was asked for, and channels that cancel out when they are
  /// mixed. Empty when all is well.
  [[nodiscard]] std::string warning(const Measures& measures) const;

  /// Runs `block` in place through the transforms that are decided, those before the first one
  /// that waits, and returns what comes out, at the beginning of the block's memory.
  std::span<float> apply(const Slice& block, Measures& measures) const;

  /// Channels that come out of the whole chain.
  [[nodiscard]] int channels_out() const { return channels_out_; }

  /// What was drawn and measured, in the form of parse_transform(), with semicolons between
  /// transforms: "gaussian_snr:snr_db=17.25,stddev=0.0123;invert_polarity:applied=0".
  [[nodiscard]] std::string drawn() const;

 private:
  void decide(const Levels& incoming);
  void decide_without_levels();
  [[nodiscard]] bool waits(std::size_t place) const;
  void apply_at(std::size_t place, Slice& piece, Measures& measures) const;

  const Chain& chain_;
  StreamId id_;
  std::vector<bool> applied_;
  std::vector<Decision> decisions_;  // of the first transforms, as far as they are decided
  int channels_out_;
  static constexpr std::size_t none = std::numeric_limits<std::size_t>::max();
  std::size_t mixing_ = none;  // the place where channels become fewer
};

}  // namespace mpietl::audio
