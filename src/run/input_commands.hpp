#pragma once

#include <memory>
#include <optional>

#include "mpietl/io/audio/audio_source.hpp"
#include "mpietl/job/job.hpp"
#include "mpietl/run/supervision.hpp"
#include "run/command.hpp"

namespace mpietl::run {

/// Runs the commands that print inputs. Any thread may use it.
class InputCommands {
 public:
  /// The objects in `common` must outlive this one. Throws Error(host).
  InputCommands(const job::Job& job, const ItemContext& common);

  /// Runs the command of an item, and keeps its output in a temporary file, since decoders seek.
  /// Opens a stream of it. Throws Error(command) when the command fails, even if it printed audio,
  /// or prints nothing; Error(format) when the output is not audio; Error(no_space, host) for the
  /// temporary file.
  [[nodiscard]] std::unique_ptr<io::AudioSource> open(const job::Item& item,
                                                      const io::StreamChoice& stream) const;

 private:
  Supervision& supervision_;
  std::optional<double> seconds_;
  std::int64_t memory_bytes_ = 0;
  CommandRunner runner_;
};

}  // namespace mpietl::run
