#pragma once

namespace mpietl::run {

/// While this lives, what is printed to standard output is lost: libsndfile prints there what it
/// finds odd in some files (MIDI sample dumps, ALAC), and results must not be mixed with that.
class MutedOutput {
 public:
  MutedOutput();
  MutedOutput(const MutedOutput&) = delete;
  MutedOutput& operator=(const MutedOutput&) = delete;
  MutedOutput(MutedOutput&&) = delete;
  MutedOutput& operator=(MutedOutput&&) = delete;
  ~MutedOutput();

 private:
  int saved_ = -1;  ///< descriptor of the real output; -1: could not be set aside
};

}  // namespace mpietl::run
