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

/// The extract, transform and load of one file, block by block, by one thread or several at once:
/// blocks are read one after the other, transformed side by side, and written in order. Where the
/// chain has meters, the file passes more than once, and only the last pass writes.
class Pipeline {
 public:
  /// Opens the input, and the output unless a meter has to see the signal before. All is used until
  /// finish(); `counted` moves with the blocks. The output is a member of `container`, or a file of
  /// its own when that is null. Throws Error as sources and sinks do.
  Pipeline(const job::Item& item, const EtlContext& context, Workspace& workspace,
           ByteCount& counted, io::Container* container = nullptr);

  [[nodiscard]] const job::Item& item() const { return item_; }

  /// Whether the file has enough blocks to be shared among threads.
  [[nodiscard]] bool is_large() const;

  /// Whether blocks are left that nobody has read.
  [[nodiscard]] bool has_more() const { return !at_end_.load(std::memory_order_relaxed); }

  /// Works on blocks until none is left in this pass, a thread failed or the items are given up.
  /// What fails is kept for finish().
  void work(Workspace& workspace);

  /// Ends a pass, when all threads have left work(), and goes back to the beginning for another;
  /// returns whether there is one, false after a failure.
  bool begin_next_pass();

  /// Counts seconds that a thread waited for others to leave work().
  void add_wait(double seconds) { stages_.wait += seconds; }

  /// Whether the input took longer to open and to read than from the system's memory, when all
  /// threads have left work().
  [[nodiscard]] bool was_read_slowly() const;

  /// Completes output and record, when all threads have left work() for the last time.
  /// Throws what failed in any thread, or in completing the output.
  void finish(Record& record);

 private:
  struct Block {
    std::span<float> samples;
    std::int64_t ticket = 0;
    std::int64_t first_frame = 0;
    std::int64_t frames = 0;
  };

  /// Seconds that one thread spent in each stage, and waited for others that share the file.
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
  io::Container* container_;                    // of several outputs; null: there is none
  std::unique_ptr<io::Container> single_file_;  // in the pass that writes, as the sink
  std::unique_ptr<io::AudioSink> sink_;
  std::optional<audio::Measurement> measurement_;  // in the same pass
  double output_open_seconds_ = 0.0;
  int pass_ = 0;
  std::int64_t source_frames_ = -1;  // by the last pass over the source, when there are more

  std::mutex reading_;
  std::vector<float>& kept_;     // what the meter of the last pass saw
  std::vector<float>& keeping_;  // what that of this pass sees
  bool is_from_kept_ = false;    // whether kept_ comes into this pass, and not the source
  bool is_kept_;                 // whether all is in keeping_ so far
  std::int64_t next_ticket_ = 0;
  std::int64_t frames_read_ = 0;
  std::atomic<bool> at_end_{false};

  std::atomic<std::int64_t> turn_{0};  // the ticket whose turn it is; failed_turn: nobody's
  std::int64_t frames_done_ = 0;       // of what comes into this pass
  std::int64_t frames_written_ = 0;    // of the output
  audio::Measures measures_;

  std::mutex sums_;
  Stages stages_;
  std::exception_ptr failure_;
};

}  // namespace mpietl::run
