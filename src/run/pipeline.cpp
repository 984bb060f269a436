#include "run/pipeline.hpp"

#include <algorithm>
#include <limits>

#include "run/attempt.hpp"

namespace mpietl::run {

namespace {

constexpr std::int64_t failed_turn = std::numeric_limits<std::int64_t>::max();

void append(std::string& text, const std::string& more) {
  if (more.empty()) return;
  if (!text.empty()) text += "; ";
  text += more;
}

std::string plural(std::int64_t count, const std::string& one, const std::string& many) {
  return std::to_string(count) + " " + (count == 1 ? one : many);
}

}  // namespace

Pipeline::Pipeline(const job::Item& item, const EtlContext& context, io::EncodeBuffer& encode,
                   ByteCount& counted)
    : context_(context),
      counted_(counted),
      reader_(item.input),
      stream_(stream_of(item, context.seed)),
      read_open_seconds_(opening_.lap()),
      writer_(item.output, io::output_format(reader_.format(), context.output), encode,
              {reader_.frames(), reader_.frames_are_there(),
               static_cast<std::uint32_t>(stream_.low), reader_.metadata()}),
      write_open_seconds_(opening_.lap()) {}

bool Pipeline::is_large() const {
  constexpr std::int64_t blocks_worth_sharing = 4;
  const auto samples = reader_.bytes() / std::int64_t{sizeof(float)};
  return samples >= blocks_worth_sharing * static_cast<std::int64_t>(context_.block_samples);
}

void Pipeline::work(Workspace& workspace) {
  Stages stages;
  try {
    work_on_blocks(workspace, stages);
  } catch (...) {
    fail(std::current_exception());
  }
  const std::lock_guard lock(sums_);
  stages_.read += stages.read;
  stages_.transform += stages.transform;
  stages_.write += stages.write;
}

void Pipeline::work_on_blocks(Workspace& workspace, Stages& stages) {
  const auto size = block_size(context_.block_samples, reader_.format().channels);
  workspace.block.resize(std::max(workspace.block.size(), size));
  for (;;) {
    const Block block = read_block(workspace, stages);
    if (block.samples.empty()) return;
    audio::Measures measures;
    const Stopwatch watch;
    context_.chain.apply({block.samples, block.first_sample}, stream_, measures);
    stages.transform += watch.seconds();
    if (!write_in_turn(block, measures, stages)) return;
  }
}

Pipeline::Block Pipeline::read_block(Workspace& workspace, Stages& stages) {
  const std::lock_guard lock(reading_);
  if (at_end_ || turn_.load() == failed_turn) return {};
  const Stopwatch watch;
  const int channels = reader_.format().channels;
  const auto whole = std::span(workspace.block).first(block_size(context_.block_samples, channels));
  const auto frames = static_cast<std::int64_t>(reader_.read(whole));
  stages.read += watch.seconds();
  if (frames == 0) {
    at_end_ = true;
    return {};
  }
  const Block block{whole.first(static_cast<std::size_t>(frames * channels)), next_ticket_,
                    static_cast<std::uint64_t>(frames_read_ * channels)};
  ++next_ticket_;
  frames_read_ += frames;
  return block;
}

bool Pipeline::write_in_turn(const Block& block, const audio::Measures& measures, Stages& stages) {
  for (auto turn = turn_.load(); turn != block.ticket; turn = turn_.load()) {
    if (turn == failed_turn) return false;
    turn_.wait(turn);
  }
  const Stopwatch watch;
  writer_.write(block.samples);
  stages.write += watch.seconds();
  // Added in the order of the blocks: the same sums with any number of threads.
  measures_.add(measures);
  frames_written_ += static_cast<std::int64_t>(block.samples.size()) / reader_.format().channels;
  count_bytes();
  auto mine = block.ticket;
  turn_.compare_exchange_strong(mine, block.ticket + 1);
  turn_.notify_all();
  return true;
}

void Pipeline::fail(std::exception_ptr failure) {
  {
    const std::lock_guard lock(sums_);
    if (!failure_) failure_ = std::move(failure);
  }
  at_end_ = true;
  turn_ = failed_turn;
  turn_.notify_all();
}

void Pipeline::count_bytes() {
  const auto promised = std::max(frames_written_, reader_.frames());
  const double part = static_cast<double>(frames_written_) / static_cast<double>(promised);
  counted_.advance_to(static_cast<std::int64_t>(static_cast<double>(reader_.bytes()) * part));
}

void Pipeline::finish(Record& record) {
  const auto& format = reader_.format();
  record.channels = format.channels;
  record.sample_rate = format.sample_rate;
  record.bytes_in = reader_.bytes();
  record.frames = frames_written_;
  record.read_seconds = read_open_seconds_ + stages_.read;
  record.transform_seconds = stages_.transform;
  record.write_seconds = write_open_seconds_ + stages_.write;
  if (failure_) std::rethrow_exception(failure_);

  const Stopwatch watch;
  const auto written = writer_.finish(context_.durability);
  record.write_seconds += watch.seconds();
  record.bytes_out = written.bytes;
  record.saturated = written.saturated;
  record.digest = io::to_hex(written.digest);
  record.clipped = measures_.counts.clipped;
  record.peak_in = measures_.in.peak;
  record.peak_out = measures_.out.peak;
  record.rms_in = measures_.in.rms();
  record.rms_out = measures_.out.rms();
  append(record.warning, reader_.warning());
  append(record.warning, written.warning);
  if (written.padding > 0) {
    append(record.warning,
           plural(written.padding, "frame", "frames") + " of padding at the end of the output");
  }
  if (const auto count = measures_.in.not_finite; count > 0) {
    append(record.warning,
           plural(count, "sample is", "samples are") + " not finite (NaN or infinite)");
  }
}

}  // namespace mpietl::run
