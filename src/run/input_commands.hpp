#pragma once

#include <memory>
#include <optional>

#include "mpietl/io/audio/audio_source.hpp"
#include "mpietl/job/job.hpp"
#include "mpietl/run/supervision.hpp"
#include "run/command.hpp"

namespace mpietl::run {

/// Runs the commands that print inputs; any thread may.
class InputCommands {
 public:
  /// What `common` refers to is used as long as this lives. Throws Error(host).
  InputCommands(const job::Job& job, const ItemContext& common);

  /// Runs the command of an item, and keeps what it prints in a temporary file, since decoders go
  /// back and forth. Opens a stream of that. Throws Error(command) when it fails, even if it
  /// printed audio, or prints nothing; Error(format) when that is no audio; Error(no_space, host)
  /// for the temporary file.
  [[nodiscard]] std::unique_ptr<io::AudioSource> open(const job::Item& item,
                                                      const io::StreamChoice& stream) const;

 private:
  Supervision& supervision_;
  std::optional<double> seconds_;
  std::int64_t memory_bytes_ = 0;
  CommandRunner runner_;
};

}  // namespace mpietl::run
