#pragma once

#include <atomic>
#include <cstdint>
#include <exception>
#include <mutex>
#include <span>

#include "mpietl/io/sound_reader.hpp"
#include "mpietl/io/sound_writer.hpp"
#include "mpietl/run/process_item.hpp"
#include "run/byte_count.hpp"

namespace mpietl::run {

/// The extract, transform and load of one file, block by block, by one thread or several at once:
/// blocks are read one after the other, transformed side by side, and written in order.
class Pipeline {
 public:
  /// Opens input and output. `encode` is used until finish(); `counted` moves with the blocks.
  /// Throws Error as SoundReader and SoundWriter do.
  Pipeline(const job::Item& item, const EtlContext& context, io::EncodeBuffer& encode,
           ByteCount& counted);

  /// Whether the file has enough blocks to be shared among threads.
  [[nodiscard]] bool is_large() const;

  /// Whether blocks are left that nobody has read.
  [[nodiscard]] bool has_more() const { return !at_end_.load(std::memory_order_relaxed); }

  /// Works on blocks until none is left or a thread failed. What fails is kept for finish().
  void work(Workspace& workspace);

  /// Completes output and record, when all threads have left work().
  /// Throws what failed in any thread, or in completing the output.
  void finish(Record& record);

 private:
  struct Block {
    std::span<float> samples;
    std::int64_t ticket = 0;
    std::uint64_t first_sample = 0;
  };

  /// Seconds that one thread spent in each stage.
  struct Stages {
    double read = 0.0;
    double transform = 0.0;
    double write = 0.0;
  };

  void work_on_blocks(Workspace& workspace, Stages& stages);
  Block read_block(Workspace& workspace, Stages& stages);
  bool write_in_turn(const Block& block, const audio::Measures& measures, Stages& stages);
  void fail(std::exception_ptr failure);
  void count_bytes();

  const EtlContext& context_;
  ByteCount& counted_;
  Stopwatch opening_;
  io::SoundReader reader_;
  audio::StreamId stream_;
  double read_open_seconds_;
  io::SoundWriter writer_;
  double write_open_seconds_;

  std::mutex reading_;
  std::int64_t next_ticket_ = 0;
  std::int64_t frames_read_ = 0;
  std::atomic<bool> at_end_{false};

  std::atomic<std::int64_t> turn_{0};  // the ticket that may be written; failed_turn: nobody's
  std::int64_t frames_written_ = 0;
  audio::Measures measures_;

  std::mutex sums_;
  Stages stages_;
  std::exception_ptr failure_;
};

}  // namespace mpietl::run
