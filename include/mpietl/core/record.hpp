#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include "mpietl/core/columns.hpp"

namespace mpietl {

/// What became of an item.
enum class Status : std::uint8_t { done, failed, skipped };

/// "done", "failed" or "skipped".
std::string_view to_string(Status status);

/// The status of that name; throws Error(format) for any other text.
Status status_from(std::string_view text);

inline constexpr double not_measured = std::numeric_limits<double>::quiet_NaN();

/// The row that says what happened to an item. What was not reached keeps its initial value:
/// -1 for counts, NaN for measures, empty for text. Paths are in the form of escape().
struct Record {
  std::int64_t index = -1;
  std::string path;
  std::string output;
  Status status = Status::skipped;
  std::string error;
  std::string warning;
  std::int32_t rank = -1;
  std::int32_t thread = -1;
  std::int32_t run = 1;
  std::int32_t attempt = 0;
  std::int64_t frames = -1;
  std::int32_t channels = -1;
  std::int32_t sample_rate = -1;
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
  std::int64_t clipped = -1;
  std::int64_t saturated = -1;
  std::int64_t not_finite = -1;
  std::int64_t silent = -1;
  std::string drawn;
  std::string digest;
  std::string fingerprint;
};

/// What an item cost, as seconds of one thread, however many threads shared it: without what these
/// waited for each other.
double thread_seconds(const Record& record);

/// The same with what they waited, so that it is the time that they were busy with it.
double busy_seconds(const Record& record);

inline constexpr auto record_columns = std::tuple{
    Column{"index", &Record::index, "", "place in the list of inputs, from 0"},
    Column{"path", &Record::path, "", "input file; backslash escapes for bytes that do not print"},
    Column{"output", &Record::output, "", "output file, escaped like path"},
    Column{"status", &Record::status, "", "done, failed or skipped"},
    Column{"error", &Record::error, "", "why it failed; empty otherwise"},
    Column{"warning", &Record::warning, "", "what was odd although it is done"},
    Column{"rank", &Record::rank, "", "MPI rank that did it; -1: none"},
    Column{"thread", &Record::thread, "",
           "OpenMP thread that owned it, from 0; others may have helped"},
    Column{"run", &Record::run, "", "run of the job that this is of, from 1; others were resumed"},
    Column{"attempt", &Record::attempt, "", "how many times it was tried, in all runs of the job"},
    Column{"frames", &Record::frames, "frames", "frames read and written; -1: unknown"},
    Column{"channels", &Record::channels, "", "samples per frame of the input; -1: unknown"},
    Column{"sample_rate", &Record::sample_rate, "Hz", "frames per second; -1: unknown"},
    Column{"bytes_in", &Record::bytes_in, "bytes", "size of the input file; -1: unknown"},
    Column{"bytes_out", &Record::bytes_out, "bytes", "size of the output file; -1: none"},
    Column{"start", &Record::start, "s", "when work on it began, on the job's clock"},
    Column{"open_seconds", &Record::open_seconds, "s", "opening the input, creating the output"},
    Column{"read_seconds", &Record::read_seconds, "s",
           "reading and decoding, added over its threads"},
    Column{"transform_seconds", &Record::transform_seconds, "s",
           "the chain and the levels, added over its threads"},
    Column{"write_seconds", &Record::write_seconds, "s",
           "encoding and writing, added over its threads"},
    Column{"close_seconds", &Record::close_seconds, "s",
           "finishing, storing, closing and renaming the output"},
    Column{"wait_seconds", &Record::wait_seconds, "s",
           "threads that shared it waiting for each other, added over them"},
    Column{"total_seconds", &Record::total_seconds, "s", "from start to end of work on it"},
    Column{"estimated_seconds", &Record::estimated_seconds, "s",
           "what it was thought to cost one thread when it was given to its rank"},
    Column{"peak_in", &Record::peak_in, "full scale", "largest magnitude of a finite input sample"},
    Column{"peak_out", &Record::peak_out, "full scale", "the same after the chain"},
    Column{"rms_in", &Record::rms_in, "full scale", "root mean square of finite input samples"},
    Column{"rms_out", &Record::rms_out, "full scale", "the same after the chain"},
    Column{"clipped", &Record::clipped, "samples", "samples that a clip changed"},
    Column{"saturated", &Record::saturated, "samples", "samples beyond an integer output's range"},
    Column{"not_finite", &Record::not_finite, "samples", "input samples that are NaN or infinite"},
    Column{"silent", &Record::silent, "samples", "input samples below -60 dBFS"},
    Column{"drawn", &Record::drawn, "", "what was drawn or measured for its transforms"},
    Column{"digest", &Record::digest, "", "XXH3 128-bit hash of the output file's bytes, in hex"},
    Column{"fingerprint", &Record::fingerprint, "",
           "hash of what the output depends on: input file, its size and time, seed, chain"},
};

}  // namespace mpietl
