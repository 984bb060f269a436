#pragma once

#include <atomic>
#include <cstdint>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

#include "mpietl/io/audio/audio_sink.hpp"
#include "mpietl/io/audio/audio_source.hpp"
#include "mpietl/io/audio/container.hpp"
#include "mpietl/run/activity.hpp"
#include "mpietl/run/process_item.hpp"
#include "run/attempt.hpp"

namespace mpietl::run {

/// Extracts, transforms and loads one file block by block, with one thread or several at once:
/// threads read blocks one after the other, transform them in parallel, and write them in order. If
/// the chain has meters, there are several passes over the file, and only the last pass writes.
class Pipeline {
 public:
  /// Opens the input, and also the output unless a meter must read the signal first. All arguments
  /// must live until finish(); `counted` advances with the blocks. The output is a member of
  /// `container`, or a separate file if that is null. Throws Error as sources and sinks do.
  Pipeline(const job::Item& item, const EtlContext& context, Workspace& workspace,
           ByteCount& counted, io::Container* container = nullptr);

  [[nodiscard]] const job::Item& item() const { return item_; }

  /// Whether the file has enough blocks to be shared among threads.
  [[nodiscard]] bool is_large() const;

  /// Whether the input has blocks that no thread has read.
  [[nodiscard]] bool has_more() const { return !at_end_.load(std::memory_order_relaxed); }

  /// Processes blocks until this pass has no more, a thread has failed or the items are abandoned.
  /// finish() throws the error.
  void work(Workspace& workspace);

  /// Ends a pass after all threads have left work(), and returns to the beginning of the file.
  /// Returns whether there is another pass; false after a failure.
  bool begin_next_pass();

  /// Counts the seconds that a thread waited for others to leave work().
  void add_wait(double seconds) { stages_.wait += seconds; }

  /// Whether opening and reading the input was slower than from the system's memory. Call it after
  /// all threads have left work().
  [[nodiscard]] bool was_read_slowly() const;

  /// Completes output and record after all threads have left work() for the last time. Throws the
  /// error of any thread, or of completing the output.
  void finish(Record& record);

 private:
  struct Block {
    std::span<float> samples;
    std::int64_t ticket = 0;
    std::int64_t first_frame = 0;
    std::int64_t frames = 0;
  };

  /// Seconds that one thread spent in each stage, and waiting for others that share the file.
  struct Stages {
    Activity* activity = nullptr;  // of the thread
    double read = 0.0;
    double transform = 0.0;
    double write = 0.0;
    double wait = 0.0;
  };

  [[nodiscard]] std::size_t in_channels() const {
    return static_cast<std::size_t>(chain_.input().channels);
  }
  [[nodiscard]] std::size_t block_frames() const;
  void work_on_blocks(Workspace& workspace, Stages& stages);
  Block read_block(Workspace& workspace, Stages& stages);
  std::size_t read_or_recall(std::span<float> whole);
  bool wait_for_turn(std::int64_t ticket, Stages& stages);
  bool finish_in_turn(const Block& block, const audio::Measures& measures, Stages& stages);
  void keep(std::span<const float> samples);
  void write(std::span<const float> samples, Stages& stages);
  [[nodiscard]] io::StorageFormat format_of_output() const;
  void open_output();
  io::OutputRecord finish_output(Record& record);
  void rewind();
  void check_unchanged() const;
  void fail(std::exception_ptr failure);
  void count_bytes();

  const job::Item& item_;
  const EtlContext& context_;
  ByteCount& counted_;
  io::EncodeBuffer& encode_;
  std::vector<std::byte>& tail_;
  std::unique_ptr<OpenRecording>& recording_;
  Stopwatch opening_;
  std::unique_ptr<io::AudioSource> source_;
  io::Metadata metadata_;
  audio::StreamId stream_;
  audio::ItemChain chain_;
  int passes_;
  double input_open_seconds_;
  io::StorageFormat out_format_;
  io::Container* container_;                    // of several outputs; null: none
  std::unique_ptr<io::Container> single_file_;  // in the pass that writes
  std::unique_ptr<io::AudioSink> sink_;
  std::optional<audio::Measurement> measurement_;  // in the pass that writes
  std::optional<audio::SegmentFinder> finder_;     // likewise
  double output_open_seconds_ = 0.0;
  int pass_ = 0;
  std::int64_t source_frames_ =
      -1;  // measured by the last pass over the source, if there are several

  std::mutex reading_;
  std::vector<float>& kept_;     // what the meter of the last pass has read
  std::vector<float>& keeping_;  // what the meter of this pass has read
  bool is_from_kept_ = false;    // whether this pass reads from kept_ instead of the source
  bool is_kept_;                 // whether keeping_ has all frames so far
  std::int64_t next_ticket_ = 0;
  std::int64_t frames_read_ = 0;
  std::atomic<bool> at_end_{false};

  std::atomic<std::int64_t> turn_{0};  // the ticket whose turn it is; failed_turn: none
  std::int64_t frames_done_ = 0;       // of the input of this pass
  std::int64_t frames_written_ = 0;    // of the output
  audio::Measures measures_;

  std::mutex sums_;
  Stages stages_;
  std::exception_ptr failure_;
};

}  // namespace mpietl::run
