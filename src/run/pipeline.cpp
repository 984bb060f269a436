#include "run/pipeline.hpp"

#include <algorithm>
#include <limits>

#include "mpietl/core/error.hpp"
#include "mpietl/job/item_source.hpp"

namespace mpietl::run {

namespace {

constexpr std::int64_t failed_turn = std::numeric_limits<std::int64_t>::max();

/// Locks `mutex`, and adds to `waited` the seconds that this took.
std::unique_lock<std::mutex> lock_in_turn(std::mutex& mutex, Activity* activity, double& waited) {
  std::unique_lock lock(mutex, std::try_to_lock);
  if (lock) return lock;
  show(activity, Step::wait);
  const Stopwatch watch;
  lock.lock();
  waited += watch.seconds();
  return lock;
}

Error changed() {
  return {Reason::storage, "the file changed while it was processed; run it again"};
}

/// Bits to which samples are dithered for `subtype`; 0: no dither.
int dither_bits(audio::Dither dither, io::Subtype subtype) {
  constexpr int max_bits = 24;  // a float has no finer samples
  const auto encoding = io::sample_encoding(subtype);
  const bool is_integer = encoding.kind == io::SampleEncoding::Kind::integer;
  if (dither == audio::Dither::none || !is_integer || encoding.bits > max_bits) return 0;
  return encoding.bits;
}

}  // namespace

Pipeline::Pipeline(const job::Item& item, const EtlContext& context, Workspace& workspace,
                   ByteCount& counted, io::Container* container)
    : item_(item),
      context_(context),
      counted_(counted),
      encode_(workspace.encode),
      tail_(workspace.tail),
      recording_(workspace.recording),
      source_(open_item(item, context.open, recording_)),
      metadata_(source_->metadata()),
      stream_(job::stream_of(item, context.seed)),
      chain_(context.chain, stream_, source_->info().signal),
      passes_(chain_.passes()),
      input_open_seconds_(opening_.lap()),
      out_format_(context.has_outputs ? format_of_output() : io::StorageFormat{}),
      container_(container),
      kept_(workspace.kept),
      keeping_(workspace.keeping),
      is_kept_(chain_.is_measuring()),
      stages_{workspace.activity} {
  if (workspace.activity != nullptr) workspace.activity->show_decoder(source_->info().decoder);
  if (context.has_outputs) chain_.dither_for(dither_bits(context.dither, out_format_.subtype));
  keeping_.clear();
  if (!chain_.is_measuring()) open_output();
}

void Pipeline::open_output() {
  const auto& signal = chain_.output();
  if (!context_.measure.empty()) measurement_.emplace(context_.measure, signal);
  if (context_.segmentation) finder_.emplace(*context_.segmentation, signal);
  if (!context_.has_outputs) return;
  show(stages_.activity, Step::write);
  const Stopwatch watch;
  // If a meter measured the length of the signal, only now is it known whether WAV has room for it.
  out_format_ = format_of_output();
  if (container_ == nullptr) {
    single_file_ = io::single_file(
        {item_.output, context_.common.names.temporary_path(item_.output, item_.index),
         context_.output_root},
        tail_);
  }
  auto& container = container_ != nullptr ? *container_ : *single_file_;
  sink_ = io::make_sink(container.begin(item_.output), out_format_,
                        {signal, static_cast<std::uint32_t>(stream_.low),
                         io::moved(metadata_, chain_.time_map(), signal)},
                        encode_);
  output_open_seconds_ += watch.seconds();
}

io::StorageFormat Pipeline::format_of_output() const {
  return io::output_format(source_->info().format, chain_.output(),
                           job::choice_for(item_, context_.output));
}

bool Pipeline::is_large() const {
  return is_worth_sharing(source_->info().bytes, context_.block_samples);
}

std::size_t Pipeline::block_frames() const {
  const std::size_t piece = chain_.piece_frames();
  const std::size_t piece_samples = piece * in_channels();
  return piece * std::max<std::size_t>(1, context_.block_samples / piece_samples);
}

void Pipeline::work(Workspace& workspace) {
  Stages stages{workspace.activity};
  try {
    work_on_blocks(workspace, stages);
  } catch (...) {
    fail(std::current_exception());
  }
  const std::lock_guard lock(sums_);
  stages_.read += stages.read;
  stages_.transform += stages.transform;
  stages_.write += stages.write;
  stages_.wait += stages.wait;
}

void Pipeline::work_on_blocks(Workspace& workspace, Stages& stages) {
  const int channels = chain_.input().channels;
  const auto size = block_frames() * in_channels();
  workspace.block.resize(std::max(workspace.block.size(), size));
  for (;;) {
    context_.common.supervision.stop.check();
    Block block = read_block(workspace, stages);
    if (block.samples.empty()) return;
    audio::Measures measures;
    measures.place = show_transforms(stages.activity);
    const Stopwatch watch;
    const auto first = static_cast<std::uint64_t>(block.first_frame);
    block.samples = chain_.apply({block.samples, first, channels}, measures);
    stages.transform += watch.seconds();
    if (!finish_in_turn(block, measures, stages)) return;
  }
}

Pipeline::Block Pipeline::read_block(Workspace& workspace, Stages& stages) {
  const auto lock = lock_in_turn(reading_, stages.activity, stages.wait);
  if (at_end_ || turn_.load() == failed_turn) return {};
  show(stages.activity, Step::read);
  const Stopwatch watch;
  const auto channels = in_channels();
  const auto whole = std::span(workspace.block).first(block_frames() * channels);
  const std::size_t frames = read_or_recall(whole);
  stages.read += watch.seconds();
  if (frames == 0) {
    at_end_ = true;
    return {};
  }
  const Block block{whole.first(frames * channels), next_ticket_, frames_read_,
                    static_cast<std::int64_t>(frames)};
  ++next_ticket_;
  frames_read_ += block.frames;
  return block;
}

/// Fills `whole` with the input of this pass, and returns the number of frames.
std::size_t Pipeline::read_or_recall(std::span<float> whole) {
  if (!is_from_kept_) return source_->read(whole);
  const auto channels = in_channels();
  const auto rest = std::span(kept_).subspan(static_cast<std::size_t>(frames_read_) * channels);
  const auto samples = rest.first(std::min(rest.size(), whole.size()));
  std::ranges::copy(samples, whole.begin());
  return samples.size() / channels;
}

/// Keeps what a meter has read for the next pass, as long as there is room.
void Pipeline::keep(std::span<const float> samples) {
  const auto size = keeping_.size() + samples.size();
  is_kept_ = is_kept_ && size * sizeof(float) <= context_.kept_bytes;
  if (is_kept_) {
    keeping_.insert(keeping_.end(), samples.begin(), samples.end());
  } else {
    keeping_.clear();
  }
}

/// Returns false if a thread failed, so that the turn never comes.
bool Pipeline::wait_for_turn(std::int64_t ticket, Stages& stages) {
  auto turn = turn_.load();
  if (turn == ticket) return true;
  show(stages.activity, Step::wait);
  const Stopwatch watch;
  for (; turn != ticket && turn != failed_turn; turn = turn_.load()) turn_.wait(turn);
  stages.wait += watch.seconds();
  return turn == ticket;
}

bool Pipeline::finish_in_turn(const Block& block, const audio::Measures& measures, Stages& stages) {
  if (!wait_for_turn(block.ticket, stages)) return false;
  context_.common.supervision.stop.check();
  measures_.add(measures);
  measures_.place = show_transforms(stages.activity);
  const Stopwatch watch;
  const auto samples = chain_.feed(block.samples, measures_);
  stages.transform += watch.seconds();
  write(samples, stages);
  frames_done_ += block.frames;
  count_bytes();
  auto mine = block.ticket;
  turn_.compare_exchange_strong(mine, block.ticket + 1);
  turn_.notify_all();
  return true;
}

void Pipeline::write(std::span<const float> samples, Stages& stages) {
  Stopwatch watch;
  if (chain_.is_measuring()) keep(samples);
  if (measurement_) measurement_->add(samples);
  if (finder_) finder_->add(samples);
  stages.transform += watch.lap();
  if (!sink_) return;
  show(stages.activity, Step::write);
  sink_->write(samples);
  frames_written_ += static_cast<std::int64_t>(samples.size()) / chain_.output().channels;
  stages.write += watch.seconds();
}

bool Pipeline::begin_next_pass() {
  if (failure_) return false;
  try {
    measures_.place = show_transforms(stages_.activity);
    write(chain_.finish(measures_), stages_);
    if (!chain_.is_measuring()) return false;
    check_unchanged();
    if (!is_from_kept_) source_frames_ = frames_done_;
    chain_.settle(frames_done_, is_kept_);
    if (!chain_.is_measuring()) open_output();
    rewind();
  } catch (...) {
    fail(std::current_exception());
    return false;
  }
  return true;
}

void Pipeline::rewind() {
  const Stopwatch watch;
  is_from_kept_ = is_kept_;
  is_kept_ = chain_.is_measuring();
  std::swap(kept_, keeping_);
  keeping_.clear();
  if (!is_from_kept_) {
    const auto before = source_->info();
    source_ = open_item(item_, context_.open, recording_);
    const auto& now = source_->info();
    if (now.format != before.format || now.signal != before.signal) throw changed();
    measures_ = {};
  }
  input_open_seconds_ += watch.seconds();
  ++pass_;
  next_ticket_ = 0;
  frames_read_ = 0;
  at_end_ = false;
  turn_ = 0;
  frames_done_ = 0;
}

bool Pipeline::was_read_slowly() const {
  constexpr double open_seconds = 100e-6;
  constexpr double memory_bytes_per_second = 4e9;
  const auto bytes = static_cast<double>(std::max<std::int64_t>(0, source_->info().bytes));
  const double seconds = input_open_seconds_ + stages_.read;
  return seconds > open_seconds + bytes / memory_bytes_per_second;
}

void Pipeline::check_unchanged() const {
  if (!is_from_kept_ && source_frames_ >= 0 && frames_done_ != source_frames_) throw changed();
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
  const auto all_frames = std::max(frames_done_, chain_.input().frames);
  const double part = static_cast<double>(frames_done_) / static_cast<double>(all_frames);
  const double all = std::min(1.0, (pass_ + part) / passes_);
  counted_.advance_to(static_cast<std::int64_t>(static_cast<double>(source_->info().bytes) * all));
}

}  // namespace mpietl::run
