#include "view/trace_files.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <tuple>

namespace mpietl::view {

namespace {

struct Stage {
  const char* name;
  double Record::*seconds;
};

/// In the order in which a thread that works alone goes through them.
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

/// A thread does one file after the other; what overlaps is the rounding of a clock.
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

/// By what the stages must be multiplied so that they fit into their slice.
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

}  // namespace

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

}  // namespace mpietl::view
