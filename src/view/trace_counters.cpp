#include "view/trace_counters.hpp"

#include <algorithm>
#include <cmath>

namespace mpietl::view {

namespace {

constexpr Ticks bins = 600;

/// What went on in one stretch of time.
struct Bin {
  double bytes_in = 0.0;
  double bytes_out = 0.0;
  double file_ticks = 0.0;
};

/// Equal stretches from the first start to the last end.
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
                  JsonObject().add("in work", rounded(bin.file_ticks / width)));
  }

  std::vector<Bin> bins_;
  Ticks first_ = 0;
  Ticks width_ = 1;
};

}  // namespace

void write_counters(TraceWriter& trace, std::int64_t process, const std::vector<FileSlice>& files) {
  if (files.empty()) return;
  Histogram histogram(files);
  for (const auto& slice : files) histogram.add(slice);
  histogram.write(trace, process);
}

}  // namespace mpietl::view
