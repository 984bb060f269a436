#include "mpietl/run/process_item.hpp"

#include <algorithm>

#include "mpietl/io/sound_reader.hpp"
#include "run/attempt.hpp"

namespace mpietl::run {

namespace {

void append(std::string& text, const std::string& more) {
  if (more.empty()) return;
  if (!text.empty()) text += "; ";
  text += more;
}

std::string plural(std::int64_t count, const std::string& one, const std::string& many) {
  return std::to_string(count) + " " + (count == 1 ? one : many);
}

/// The extract, transform and load of one file, stage by stage, timed into a record.
class Etl {
 public:
  Etl(const job::Item& item, const EtlContext& context, Workspace& workspace, Record& record)
      : context_(context),
        workspace_(workspace),
        record_(record),
        reader_(item.input),
        stream_(stream_of(item, context.seed)) {
    const auto& format = reader_.format();
    record_.channels = format.channels;
    record_.sample_rate = format.sample_rate;
    record_.bytes_in = reader_.bytes();
    workspace_.block.resize(std::max(workspace_.block.size(), block_size(format.channels)));
  }

  void run(const std::string& output) {
    record_.read_seconds = watch_.lap();
    io::SoundWriter writer(output, reader_.format(), workspace_.encode,
                           {reader_.frames(), static_cast<std::uint32_t>(stream_.low)});
    record_.write_seconds = watch_.lap();
    record_.transform_seconds = 0.0;
    record_.frames = 0;
    while (const std::size_t frames = step(writer)) {
      record_.frames += static_cast<std::int64_t>(frames);
    }
    finish(writer.finish());
  }

 private:
  /// One block; returns its frames, 0 at the end.
  std::size_t step(io::SoundWriter& writer) {
    const auto channels = static_cast<std::size_t>(reader_.format().channels);
    const auto whole = std::span(workspace_.block).first(block_size(reader_.format().channels));
    const std::size_t frames = reader_.read(whole);
    record_.read_seconds += watch_.lap();
    if (frames == 0) return 0;
    const auto block = whole.first(frames * channels);
    const auto first = static_cast<std::uint64_t>(record_.frames) * channels;
    context_.chain.apply({block, first}, stream_, measures_);
    record_.transform_seconds += watch_.lap();
    writer.write(block);
    record_.write_seconds += watch_.lap();
    count_bytes();
    return frames;
  }

  /// Counts the input's bytes in proportion to the frames that were read.
  void count_bytes() {
    const auto promised = std::max<std::int64_t>(1, reader_.frames());
    const double part = static_cast<double>(record_.frames) / static_cast<double>(promised);
    advance(static_cast<std::int64_t>(static_cast<double>(record_.bytes_in) * std::min(1.0, part)));
  }

  void advance(std::int64_t bytes) {
    context_.counters.bytes.fetch_add(bytes - counted_, std::memory_order_relaxed);
    counted_ = bytes;
  }

  void finish(const io::Written& written) {
    record_.write_seconds += watch_.lap();
    record_.bytes_out = written.bytes;
    record_.saturated = written.saturated;
    record_.digest = io::to_hex(written.digest);
    record_.clipped = measures_.counts.clipped;
    record_.peak_in = measures_.in.peak;
    record_.peak_out = measures_.out.peak;
    record_.rms_in = measures_.in.rms();
    record_.rms_out = measures_.out.rms();
    append(record_.warning, reader_.warning());
    if (const auto count = measures_.in.not_finite; count > 0) {
      append(record_.warning,
             plural(count, "sample is", "samples are") + " not finite (NaN or infinite)");
    }
    advance(record_.bytes_in);
  }

  const EtlContext& context_;
  Workspace& workspace_;
  Record& record_;
  Stopwatch watch_;
  io::SoundReader reader_;
  audio::StreamId stream_;
  audio::Measures measures_;
  std::int64_t counted_ = 0;
};

}  // namespace

audio::StreamId stream_of(const job::Item& item, std::uint64_t seed) {
  const auto hash = io::hash128(item.identity, seed);
  return {hash.low, hash.high};
}

Record process_item(const job::Item& item, const EtlContext& context,
                    Workspace& workspace) noexcept {
  return attempt_item(item, context.clock, context.counters, [&](Record& record) {
    Etl(item, context, workspace, record).run(item.output);
  });
}

}  // namespace mpietl::run
