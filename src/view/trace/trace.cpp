#include "mpietl/view/trace/trace.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <string>
#include <tuple>

#include "view/trace/trace_writer.hpp"

namespace mpietl::view {

namespace {

/// A file on the track of the thread that owned it.
struct FileSlice {
  Track track;
  Ticks start = 0;
  Ticks end = 0;
  const Record* file = nullptr;
};

/// The rows that a timeline can show, and the numbers of others.
struct FileSlices {
  std::vector<FileSlice> shown;  ///< sorted by track and start; slices of a track do not overlap
  std::int64_t of_earlier_runs = 0;
  std::int64_t not_worked_on = 0;
};

struct Stage {
  const char* name;
  double Record::*seconds;
};

/// In the order in which a single thread performs them.
constexpr std::array<Stage, 6> stages{{{"open", &Record::open_seconds},
                                       {"read", &Record::read_seconds},
                                       {"transform", &Record::transform_seconds},
                                       {"write", &Record::write_seconds},
                                       {"wait", &Record::wait_seconds},
                                       {"close", &Record::close_seconds}}};

bool is_worked_on(const Record& file) {
  return file.rank >= 0 && file.thread >= 0 && std::isfinite(file.start) &&
         file.total_seconds >= 0.0 && std::isfinite(file.total_seconds);
}

FileSlice slice_of(const Record& file) {
  return {{std::int64_t{file.rank} + 1, std::int64_t{file.thread} + 1},
          ticks_of(file.start),
          ticks_of(file.start + file.total_seconds),
          &file};
}

/// A thread processes files one after the other; an overlap is rounding of the clock.
void separate(std::vector<FileSlice>& slices) {
  std::ranges::sort(slices, {}, [](const FileSlice& slice) {
    return std::tuple(slice.track.process, slice.track.thread, slice.start, slice.end);
  });
  for (std::size_t i = 1; i < slices.size(); ++i) {
    const FileSlice& before = slices[i - 1];
    FileSlice& slice = slices[i];
    if (slice.track != before.track) continue;
    slice.start = std::max(slice.start, before.end);
    slice.end = std::max(slice.end, slice.start);
  }
}

double seconds_of(const Record& file, const Stage& stage) {
  const double seconds = file.*stage.seconds;
  return std::isfinite(seconds) ? std::max(0.0, seconds) : 0.0;
}

/// The factor by which stages are scaled so that they fit into their slice.
double scale_of(const FileSlice& slice) {
  double sum = 0.0;
  for (const Stage& stage : stages) sum += seconds_of(*slice.file, stage);
  const double room = static_cast<double>(slice.end - slice.start) / ticks_per_second;
  return sum > room ? room / sum : 1.0;
}

JsonObject details_of(const Record& file, double scale) {
  constexpr double rounding = 1e-4;
  JsonObject details;
  details.add("path", file.path).add("status", to_string(file.status));
  if (file.bytes_in >= 0) details.add("bytes_in", file.bytes_in);
  if (file.bytes_out >= 0) details.add("bytes_out", file.bytes_out);
  if (!file.error.empty()) details.add("error", file.error);
  details.add("attempt", std::int64_t{file.attempt});
  if (scale < 1.0 - rounding) details.add("stages_scaled_by", scale);
  return details;
}

std::string_view base_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

/// `report` must outlive the result.
FileSlices file_slices(const report::Report& report) {
  const std::set<std::int32_t> on_clock = report::runs_on_clock(report);
  FileSlices slices;
  for (const Record& file : report.files) {
    if (!is_worked_on(file)) {
      ++slices.not_worked_on;
    } else if (!on_clock.contains(file.run)) {
      ++slices.of_earlier_runs;
    } else {
      slices.shown.push_back(slice_of(file));
    }
  }
  separate(slices.shown);
  return slices;
}

/// A file, with its stages inside.
void write_file(TraceWriter& trace, const FileSlice& slice) {
  const auto& [track, start, end, file] = slice;
  const double scale = scale_of(slice);
  trace.slice(track, base_name(file->path), start, end, details_of(*file, scale));
  double offset = 0.0;
  for (const Stage& stage : stages) {
    const Ticks from = std::min(end, start + ticks_of(offset));
    offset += scale * seconds_of(*file, stage);
    const Ticks to = std::min(end, start + ticks_of(offset));
    if (to > from) trace.slice(track, stage.name, from, to);
  }
}

constexpr Ticks bins = 600;

/// Totals of one interval.
struct Bin {
  double bytes_in = 0.0;
  double bytes_out = 0.0;
  double file_ticks = 0.0;
};

/// Equal intervals from the first start to the last end.
class Histogram {
 public:
  explicit Histogram(const std::vector<FileSlice>& files) : bins_(bins) {
    first_ = files.front().start;
    Ticks last = first_;
    for (const auto& slice : files) {
      first_ = std::min(first_, slice.start);
      last = std::max(last, slice.end);
    }
    width_ = std::max<Ticks>(1, (last - first_ + bins - 1) / bins);
  }

  void add(const FileSlice& slice) {
    const auto [bytes_in, bytes_out] = bytes_of(*slice.file);
    const auto length = static_cast<double>(slice.end - slice.start);
    for (Ticks i = bin_of(slice.start); i <= bin_of(slice.end); ++i) {
      const Ticks from = std::max(slice.start, time_of(i));
      const Ticks to = std::min(slice.end, time_of(i + 1));
      const auto ticks = static_cast<double>(std::max<Ticks>(0, to - from));
      const double share = length > 0.0 ? ticks / length : 1.0;
      Bin& bin = bins_[static_cast<std::size_t>(i)];
      bin.bytes_in += share * bytes_in;
      bin.bytes_out += share * bytes_out;
      bin.file_ticks += ticks;
    }
  }

  void write(TraceWriter& trace, std::int64_t process) const {
    for (Ticks i = 0; i < bins; ++i) put(trace, process, i, bins_[static_cast<std::size_t>(i)]);
    put(trace, process, bins, {});
  }

 private:
  struct Bytes {
    double in = 0.0;
    double out = 0.0;
  };

  static Bytes bytes_of(const Record& file) {
    if (file.status != Status::done) return {};
    return {static_cast<double>(std::max<std::int64_t>(0, file.bytes_in)),
            static_cast<double>(std::max<std::int64_t>(0, file.bytes_out))};
  }

  [[nodiscard]] Ticks bin_of(Ticks time) const {
    return std::min<Ticks>(bins - 1, (time - first_) / width_);
  }

  [[nodiscard]] Ticks time_of(Ticks bin) const { return first_ + bin * width_; }

  void put(TraceWriter& trace, std::int64_t process, Ticks number, const Bin& bin) const {
    const auto rounded = [](double value) { return std::round(1e3 * value) / 1e3; };
    const auto width = static_cast<double>(width_);
    const double bytes_of_rate = 1e6 * width / ticks_per_second;
    trace.counter(process, "MB/s", time_of(number),
                  JsonObject()
                      .add("in", rounded(bin.bytes_in / bytes_of_rate))
                      .add("out", rounded(bin.bytes_out / bytes_of_rate)));
    trace.counter(process, "files", time_of(number),
                  JsonObject().add("in progress", rounded(bin.file_ticks / width)));
  }

  std::vector<Bin> bins_;
  Ticks first_ = 0;
  Ticks width_ = 1;
};

/// MB/s in and out and files in progress, as means over some hundred equal intervals. The bytes of
/// a done file are spread evenly over its time.
void write_counters(TraceWriter& trace, std::int64_t process, const std::vector<FileSlice>& files) {
  if (files.empty()) return;
  Histogram histogram(files);
  for (const auto& slice : files) histogram.add(slice);
  histogram.write(trace, process);
}

constexpr auto about_stages =
    "The seconds of a stage are known, but not when they were spent: stages are placed end to end "
    "from the start of their file, and scaled to fit (stages_scaled_by) if several threads shared "
    "it.";

/// The process after those of the ranks.
std::int64_t job_process(const report::Report& report, const FileSlices& files) {
  std::int64_t last = 0;
  for (const auto& rank : report.ranks) last = std::max(last, std::int64_t{rank.rank} + 1);
  if (!files.shown.empty()) last = std::max(last, files.shown.back().track.process);
  return last + 1;
}

void name_ranks(TraceWriter& trace, const report::Report& report) {
  for (const auto& rank : report.ranks) {
    if (rank.rank < 0) continue;
    const std::int64_t process = std::int64_t{rank.rank} + 1;
    trace.name_process(process, "rank " + std::to_string(rank.rank) + " on host " + rank.host,
                       process);
  }
}

void write_files(TraceWriter& trace, const std::vector<FileSlice>& files) {
  Track last{0, 0};
  for (const auto& slice : files) {
    if (slice.track != last) {
      trace.name_thread(slice.track, "thread " + std::to_string(slice.track.thread - 1));
    }
    last = slice.track;
    write_file(trace, slice);
  }
}

void write_phases(TraceWriter& trace, Track track, const std::vector<report::Phase>& phases) {
  trace.name_thread(track, "phases");
  Ticks last = 0;
  for (const auto& [name, start, end] : phases) {
    if (!std::isfinite(start) || !std::isfinite(end)) continue;
    const Ticks from = std::max(last, ticks_of(start));
    last = std::max(from, ticks_of(end));
    trace.slice(track, name, from, last);
  }
}

JsonObject facts_of(const report::Report& report, const FileSlices& files) {
  const auto& summary = report.summary;
  JsonObject facts;
  facts.add("program", "mpietl " + summary.mpietl_version)
      .add("command_line", summary.command_line)
      .add("created", summary.created)
      .add("status", summary.status)
      .add("clock", "microseconds since the job began")
      .add("stages", about_stages)
      .add("files_shown", static_cast<std::int64_t>(files.shown.size()))
      .add("files_of_earlier_runs_left_out", files.of_earlier_runs)
      .add("files_not_worked_on_left_out", files.not_worked_on);
  return facts;
}

}  // namespace

void write_trace(const report::Report& report, const Sink& sink) {
  const auto files = file_slices(report);
  const auto job = job_process(report, files);
  TraceWriter trace(sink);
  name_ranks(trace, report);
  trace.name_process(job, "job", 0);
  write_phases(trace, {job, 1}, report.phases);
  write_counters(trace, job, files.shown);
  write_files(trace, files.shown);
  trace.finish(facts_of(report, files));
}

}  // namespace mpietl::view
