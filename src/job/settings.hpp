#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>

#include "mpietl/core/columns.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/job/job.hpp"

// The keys of a job file beside the transforms: one table for reading, writing and checking.
namespace mpietl::job {

/// A key of a section: where its value is, and the range when it is a number, or what throws
/// Error(usage) when it is a text that cannot be.
template <class Owner, class Value>
struct Setting {
  std::string_view key;
  Value Owner::*member;
  double lowest = 0.0;
  double highest = 0.0;
  void (*check)(const Value&) = nullptr;
};

void check_suffix(const std::string& suffix);
void check_format(const std::string& format);
void check_subtype(const std::string& subtype);
void check_dither(const std::string& dither);
void check_schedule(const std::string& schedule);
void check_fsync(const std::string& fsync);
void check_shard(const std::string& shard);
void check_on_error(const std::string& on_error);
void check_max_errors(const std::string& max_errors);
void check_time_limit(const std::string& time);
void check_item_timeout(const std::string& time);
void check_report(const std::string& file);
void check_tone_subtype(const std::string& subtype);
void check_tone_dir(const std::string& dir);

template <class Owner, class Value>
Setting(std::string_view, Value Owner::*) -> Setting<Owner, Value>;
template <class Owner, class Value>
Setting(std::string_view, Value Owner::*, double, double) -> Setting<Owner, Value>;
template <class Owner, class Value>
Setting(std::string_view, Value Owner::*, double, double, void (*)(const Value&))
    -> Setting<Owner, Value>;

inline constexpr std::tuple input_settings{
    Setting{"paths", &Job::paths},
    Setting{"files_from", &Job::files_from},
    Setting{"files_from_null", &Job::files_from_null},
    Setting{"manifest", &Job::manifest},
    Setting{"include", &Job::include},
    Setting{"exclude", &Job::exclude},
};
inline constexpr std::tuple output_settings{
    Setting{"dir", &Job::output_dir},
    Setting{"manifest", &Job::output_manifest},
    Setting{"suffix", &Job::suffix, 0, 0, check_suffix},
    Setting{"format", &Job::format, 0, 0, check_format},
    Setting{"subtype", &Job::subtype, 0, 0, check_subtype},
    Setting{"dither", &Job::dither, 0, 0, check_dither},
    Setting{"fsync", &Job::fsync, 0, 0, check_fsync},
};
inline constexpr std::tuple run_settings{
    Setting{"seed", &Job::seed},
    Setting{"threads", &Job::threads, 0, 4096},
    Setting{"schedule", &Job::schedule, 0, 0, check_schedule},
    Setting{"chunk", &Job::chunk, 0, most_chunk},
    Setting{"shard", &Job::shard, 0, 0, check_shard},
    Setting{"progress", &Job::progress},
    Setting{"dry_run", &Job::dry_run},
    Setting{"resume", &Job::resume},
    Setting{"retry_crashed", &Job::retry_crashed},
    Setting{"on_error", &Job::on_error, 0, 0, check_on_error},
    Setting{"max_errors", &Job::max_errors, 0, 0, check_max_errors},
    Setting{"retries", &Job::retries, 0, 1000},
    Setting{"time_limit", &Job::time_limit, 0, 0, check_time_limit},
    Setting{"item_timeout", &Job::item_timeout, 0, 0, check_item_timeout},
};
inline constexpr std::tuple report_settings{
    Setting{"file", &Job::report, 0, 0, check_report},
};
inline constexpr std::tuple tone_settings{
    Setting{"count", &Tones::count, 1, 1e6},
    Setting{"duration", &Tones::duration_seconds, 0, 1e7},
    Setting{"frequency", &Tones::frequency_hz, 0, 1e6},
    Setting{"amplitude", &Tones::amplitude, -1e6, 1e6},
    Setting{"sample_rate", &Tones::sample_rate, 1, 1e6},
    Setting{"channels", &Tones::channels, 1, 1024},
    Setting{"subtype", &Tones::subtype, 0, 0, check_tone_subtype},
    Setting{"dir", &Tones::dir, 0, 0, check_tone_dir},
};

/// Throws Error(usage), its text after `where`, when the number of `setting` in `owner` is out of
/// range, or its text cannot be.
template <class Owner, class Value>
void check_range(const Setting<Owner, Value>& setting, const Owner& owner,
                 const std::string& where) {
  if (setting.check != nullptr) {
    try {
      setting.check(owner.*setting.member);
    } catch (const Error& error) {
      throw Error(error.reason(), where + error.what());
    }
  }
  if constexpr (std::is_arithmetic_v<Value>) {
    if (setting.lowest == setting.highest) return;
    const auto value = static_cast<double>(owner.*setting.member);
    if (value >= setting.lowest && value <= setting.highest) return;
    throw Error(Reason::usage, where + std::string(setting.key) + " = " + format_real(value) +
                                   " is out of range; allowed is " + format_real(setting.lowest) +
                                   " to " + format_real(setting.highest));
  }
}

/// check_range() for each setting of a section.
template <class Owner, class Settings>
void check_ranges(const Owner& owner, const Settings& settings, const std::string& where) {
  for_each_column(settings, [&](const auto& setting) { check_range(setting, owner, where); });
}

}  // namespace mpietl::job
