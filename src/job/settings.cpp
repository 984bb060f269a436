#include "job/settings.hpp"

#include <array>

#include "mpietl/audio/chain.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/io/audio_format.hpp"
#include "mpietl/job/job_file.hpp"
#include "mpietl/job/shard.hpp"

namespace mpietl::job {

namespace {

constexpr std::array<std::string_view, 4> style_names{"auto", "bar", "plain", "none"};

}  // namespace

std::string_view to_string(ProgressStyle style) {
  return style_names.at(static_cast<std::size_t>(style));
}

ProgressStyle progress_style_from(std::string_view text) {
  for (std::size_t i = 0; i < style_names.size(); ++i) {
    if (style_names[i] == text) return static_cast<ProgressStyle>(i);
  }
  throw Error(Reason::usage,
              "progress: '" + escape(text) + "' is not one of auto, bar, plain, none");
}

void check_suffix(const std::string& suffix) {
  if (suffix.find('/') == std::string::npos) return;
  throw Error(Reason::usage, "suffix '" + escape(suffix) +
                                 "' holds a slash; name another folder with --output-dir");
}

void check_format(const std::string& format) { io::parse_output_choice(format, Job().subtype); }

void check_subtype(const std::string& subtype) { io::parse_output_choice(Job().format, subtype); }

void check_dither(const std::string& dither) {
  if (dither == "none" || dither == "tpdf") return;
  throw Error(Reason::usage, "dither: unknown '" + escape(dither) + "'; known are none tpdf");
}

bool is_dynamic(const std::string& schedule) {
  if (schedule == "dynamic") return true;
  if (schedule == "static") return false;
  throw Error(Reason::usage,
              "schedule: unknown '" + escape(schedule) + "'; known are dynamic static");
}

void check_schedule(const std::string& schedule) { is_dynamic(schedule); }

Fsync fsync_from(const std::string& name) {
  if (name == "never") return Fsync::never;
  if (name == "batch") return Fsync::batch;
  if (name == "file") return Fsync::file;
  throw Error(Reason::usage, "fsync: unknown '" + escape(name) + "'; known are never batch file");
}

void check_fsync(const std::string& fsync) { fsync_from(fsync); }

void check_shard(const std::string& shard) {
  if (!shard.empty()) parse_shard(shard);
}

void check_on_error(const std::string& on_error) {
  if (on_error == "skip" || on_error == "abort") return;
  throw Error(Reason::usage, "on_error: unknown '" + escape(on_error) + "'; known are skip abort");
}

std::optional<std::int64_t> most_errors(const std::string& max_errors, std::size_t items) {
  if (max_errors.empty()) return std::nullopt;
  const bool is_part = max_errors.ends_with('%');
  const std::string what = "max_errors";
  if (!is_part) {
    const auto count = parse_integer(max_errors, what);
    if (count < 0) throw Error(Reason::usage, what + " is below 0");
    return count;
  }
  const double percent = parse_real(max_errors.substr(0, max_errors.size() - 1), what);
  if (percent < 0.0 || percent > 100.0) {
    throw Error(Reason::usage, what + " must be 0% to 100%, or a number of files");
  }
  return static_cast<std::int64_t>(percent / 100.0 * static_cast<double>(items));
}

void check_max_errors(const std::string& max_errors) { most_errors(max_errors, 0); }

void check_time_limit(const std::string& time) {
  if (!time.empty()) parse_duration(time, "time_limit");
}

void check_item_timeout(const std::string& time) {
  if (!time.empty()) parse_duration(time, "item_timeout");
}

void check_report(const std::string& file) {
  if (file.empty()) throw Error(Reason::usage, "the report's file name is empty");
}

void check_tone_subtype(const std::string& subtype) { io::wav_format(subtype, 1, 1); }

void check_tone_dir(const std::string& dir) {
  if (dir.empty()) throw Error(Reason::usage, "dir is empty");
}

void validate(const Job& job) {
  const audio::Chain chain(job.transforms);
  check_ranges(job, job_settings, "");
  io::parse_output_choice(job.format, job.subtype);
  if (job.generate) check_ranges(*job.generate, tone_settings, "generate: ");
}

}  // namespace mpietl::job
