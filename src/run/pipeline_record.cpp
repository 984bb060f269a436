#include <cmath>

#include "mpietl/core/error.hpp"
#include "mpietl/core/frame_ranges.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/io/audio/extensions.hpp"
#include "mpietl/job/fingerprint.hpp"
#include "run/pipeline.hpp"

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

std::string in_seconds(double seconds) {
  constexpr double ms = 1e3;
  return format_real(std::round(seconds * ms) / ms) + " s";
}

/// Reports by how much a segment is shorter than `asked_seconds` (below 0: up to the end of the
/// file). Manifests round lengths, often to hundredths of a second, so small differences are
/// ignored.
std::string shortage(double asked_seconds, double seconds) {
  constexpr double rounding_seconds = 0.01;
  const bool is_empty = asked_seconds > 0.0 && seconds == 0.0;
  if (!is_empty && asked_seconds - seconds <= rounding_seconds) return {};
  return "the segment lasts " + in_seconds(seconds) + " instead of " + in_seconds(asked_seconds) +
         ": the file ends before";
}

/// In single precision, as samples are.
void set_measures(const audio::Measured& measured, Record& record) {
  record.loudness = static_cast<float>(measured.loudness);
  record.true_peak = static_cast<float>(measured.true_peak);
  record.dc = static_cast<float>(measured.dc);
  record.bandwidth = static_cast<float>(measured.bandwidth);
  record.crest = static_cast<float>(measured.crest);
}

/// Throws Error(format) if there are too many for a record.
void set_segments(const std::vector<FrameRange>& segments, Record& record) {
  constexpr std::size_t most_bytes = std::size_t{1} << 20U;  // of a text in the journal
  auto text = to_text(segments);
  if (text.size() > most_bytes) {
    throw Error(Reason::format, "it has " + std::to_string(segments.size()) +
                                    " segments, which are too many; raise --min-gap or "
                                    "--min-length");
  }
  record.segments = std::move(text);
  if (segments.empty()) record.warning = "no segments: there is no sound in it";
}

}  // namespace

io::OutputRecord Pipeline::finish_output(Record& record) {
  show(stages_.activity, Step::complete);
  const Stopwatch watch;
  auto written = sink_->finish();
  const auto member = container_ != nullptr ? container_->end() : single_file_->end();
  if (single_file_) single_file_->commit(context_.durability);
  record.close_seconds = watch.seconds();
  record.frames_out = frames_written_;
  record.channels_out = chain_.output().channels;
  record.sample_rate_out = chain_.output().sample_rate;
  record.bytes_out = member.bytes;
  record.digest = to_hex(member.digest);
  record.saturated = written.saturated;
  return written;
}

void Pipeline::finish(Record& record) {
  const auto& info = source_->info();
  record.channels = info.signal.channels;
  record.sample_rate = info.signal.sample_rate;
  record.bytes_in = info.bytes;
  record.frames = is_from_kept_ ? source_frames_ : frames_done_;
  record.open_seconds = input_open_seconds_ + output_open_seconds_;
  record.read_seconds = stages_.read;
  record.transform_seconds = stages_.transform;
  record.write_seconds = stages_.write;
  record.wait_seconds = stages_.wait;
  if (failure_) std::rethrow_exception(failure_);
  check_unchanged();

  const auto written = sink_ ? finish_output(record) : io::OutputRecord{};
  record.fingerprint = job::with_decoder(item_.fingerprint, info.decoder);
  record.not_finite = measures_.in.not_finite;
  record.silent = measures_.in.silent;
  record.parameters = chain_.parameters();
  record.clipped = measures_.counts.clipped;
  record.peak_in = measures_.in.peak;
  record.peak_out = measures_.out.peak;
  record.rms_in = static_cast<float>(measures_.in.rms());
  record.rms_out = static_cast<float>(measures_.out.rms());
  if (measurement_) set_measures(measurement_->finish(), record);
  if (finder_) set_segments(finder_->finish(), record);
  append(record.warning, source_->warning());
  append(record.warning,
         shortage(item_.duration_seconds, static_cast<double>(record.frames) / record.sample_rate));
  append(record.warning, io::name_warning(item_.input, info.format));
  append(record.warning, written.warning);
  append(record.warning, chain_.warning(measures_));
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
