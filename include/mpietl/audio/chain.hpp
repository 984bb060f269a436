#pragma once

#include <memory>
#include <span>
#include <vector>

#include "mpietl/audio/levels.hpp"
#include "mpietl/audio/transform.hpp"

namespace mpietl::audio {

/// What a chain measured on an item, added up over its slices.
struct Measures {
  Levels in;   ///< before the chain
  Levels out;  ///< after it
  Counts counts;

  /// Adds what was measured on another slice.
  void add(const Measures& other) {
    in.add(other.in);
    out.add(other.out);
    counts.clipped += other.counts.clipped;
  }
};

/// The ordered transforms of a job. One chain serves all threads at once.
class Chain {
 public:
  /// Throws Error(usage) as make_transform() does.
  explicit Chain(std::span<const TransformSpec> specs);

  /// Runs `slice` through all transforms in place; random numbers come from `id`.
  void apply(const Slice& slice, const StreamId& id, Measures& measures) const;

 private:
  std::vector<std::unique_ptr<const Transform>> transforms_;
};

}  // namespace mpietl::audio
