#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

namespace mpietl {

/// The result of an item.
enum class Status : std::uint8_t { done, failed, skipped, dropped };

/// "done", "failed", "skipped" or "dropped".
std::string_view to_string(Status status);

/// The status of that name; throws Error(format) for any other text.
Status status_from(std::string_view text);

inline constexpr double not_measured = std::numeric_limits<double>::quiet_NaN();

/// The result of an item: a row of the report. Unknown members keep their initial value: -1 for
/// counts, NaN for measures, empty for text. Paths are in the form of escape().
struct Record {
  std::int64_t index = -1;
  std::string path;
  std::string output;
  Status status = Status::skipped;
  std::string error;
  std::string error_kind;
  std::string warning;
  std::int32_t rank = -1;
  std::int32_t thread = -1;
  std::int32_t run = 1;
  std::int32_t attempt = 0;
  std::int64_t frames = -1;
  std::int32_t channels = -1;
  std::int32_t sample_rate = -1;
  std::int64_t frames_out = -1;
  std::int32_t channels_out = -1;
  std::int32_t sample_rate_out = -1;
  std::int64_t bytes_in = -1;
  std::int64_t bytes_out = -1;
  double start = not_measured;
  double open_seconds = not_measured;
  double read_seconds = not_measured;
  double transform_seconds = not_measured;
  double write_seconds = not_measured;
  double close_seconds = not_measured;
  double wait_seconds = not_measured;
  double total_seconds = not_measured;
  double estimated_seconds = not_measured;
  double peak_in = not_measured;
  double peak_out = not_measured;
  double rms_in = not_measured;
  double rms_out = not_measured;
  double loudness = not_measured;
  double true_peak = not_measured;
  double dc = not_measured;
  double bandwidth = not_measured;
  double crest = not_measured;
  std::int64_t clipped = -1;
  std::int64_t saturated = -1;
  std::int64_t not_finite = -1;
  std::int64_t silent = -1;
  double user_seconds = not_measured;
  double system_seconds = not_measured;
  std::int64_t max_rss_bytes = -1;
  std::int32_t exit_status = -1;
  std::string segments;  ///< found in it, as to_text() of their frames
  std::string parameters;
  std::string digest;
  std::string fingerprint;
};

/// Thread seconds spent on an item, over all threads that shared it, without their waiting for each
/// other.
double thread_seconds(const Record& record);

/// Thread seconds spent on an item, including that waiting.
double busy_seconds(const Record& record);

/// An MPI rank and its work: a row of the report.
struct RankRecord {
  std::int32_t rank = -1;
  std::string host;
  std::int32_t local_rank = -1;
  std::int64_t pid = -1;
  std::int32_t threads = 0;
  std::string cpus;
  std::int32_t cores = -1;
  std::int32_t host_cpus = -1;
  std::string binding;
  std::int64_t grants = 0;
  double answer_seconds = 0.0;
  std::int64_t items = 0;
  std::int64_t bytes = 0;
  double busy_seconds = 0.0;
  double idle_seconds = 0.0;
  double wall_seconds = 0.0;
  double cpu_seconds = 0.0;
  std::int64_t max_rss_bytes = 0;
  double clock_error_seconds = not_measured;
};

/// Seconds in a report are multiples of this power of two, just below a nanosecond. Finer bits are
/// noise, which compresses badly.
inline constexpr double tick_seconds = 1.0 / (1U << 30U);

/// `seconds` rounded down to a multiple of tick_seconds, so that the sum of parts does not exceed
/// the total. Values that are not finite stay.
double cut_to_tick(double seconds);

/// Applies cut_to_tick() to all columns of `record` in seconds.
void cut_to_ticks(Record& record);

}  // namespace mpietl
