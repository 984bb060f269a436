#pragma once

namespace mpietl::run {

/// Discards standard output while this object lives: libsndfile prints remarks there about some
/// files (MIDI sample dumps, ALAC), and they must not mix with results.
class MutedOutput {
 public:
  MutedOutput();
  MutedOutput(const MutedOutput&) = delete;
  MutedOutput& operator=(const MutedOutput&) = delete;
  MutedOutput(MutedOutput&&) = delete;
  MutedOutput& operator=(MutedOutput&&) = delete;
  ~MutedOutput();

 private:
  int saved_ = -1;  ///< descriptor of the real output; -1: duplicating it failed
};

}  // namespace mpietl::run
