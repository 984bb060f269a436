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

/// What another value of a setting changes.
enum class Affects : std::uint8_t {
  run,    ///< how the work is done, shown and reported
  items,  ///< which inputs there are, and where their outputs stand: not to change on resume
  bytes,  ///< what is in the outputs: likewise, and part of fingerprints
};

/// A key of a section: what it affects, where its value is, and the range when it is a number, or
/// what throws Error(usage) when it is a text that cannot be.
template <class Owner, class Value>
struct Setting {
  std::string_view key;
  Affects affects = Affects::run;
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
Setting(std::string_view, Affects, Value Owner::*) -> Setting<Owner, Value>;
template <class Owner, class Value>
Setting(std::string_view, Affects, Value Owner::*, double, double) -> Setting<Owner, Value>;
template <class Owner, class Value>
Setting(std::string_view, Affects, Value Owner::*, double, double, void (*)(const Value&))
    -> Setting<Owner, Value>;

inline constexpr std::tuple input_settings{
    Setting{"paths", Affects::items, &Job::paths},
    Setting{"files_from", Affects::items, &Job::files_from},
    Setting{"files_from_null", Affects::items, &Job::files_from_null},
    Setting{"base", Affects::items, &Job::base},
    Setting{"manifest", Affects::items, &Job::manifest},
    Setting{"include", Affects::items, &Job::include},
    Setting{"exclude", Affects::items, &Job::exclude},
};
inline constexpr std::tuple output_settings{
    Setting{"dir", Affects::items, &Job::output_dir},
    Setting{"manifest", Affects::items, &Job::output_manifest},
    Setting{"suffix", Affects::items, &Job::suffix, 0, 0, check_suffix},
    Setting{"format", Affects::bytes, &Job::format, 0, 0, check_format},
    Setting{"subtype", Affects::bytes, &Job::subtype, 0, 0, check_subtype},
    Setting{"keep_extension", Affects::items, &Job::keep_extension},
    Setting{"dither", Affects::bytes, &Job::dither, 0, 0, check_dither},
    Setting{"fsync", Affects::run, &Job::fsync, 0, 0, check_fsync},
};
inline constexpr std::tuple run_settings{
    Setting{"seed", Affects::bytes, &Job::seed},
    Setting{"threads", Affects::run, &Job::threads, 0, 4096},
    Setting{"schedule", Affects::run, &Job::schedule, 0, 0, check_schedule},
    Setting{"chunk", Affects::run, &Job::chunk, 0, most_chunk},
    Setting{"shard", Affects::items, &Job::shard, 0, 0, check_shard},
    Setting{"progress", Affects::run, &Job::progress},
    Setting{"list_files", Affects::run, &Job::list_files},
    Setting{"dry_run", Affects::run, &Job::dry_run},
    Setting{"resume", Affects::run, &Job::resume},
    Setting{"retry_crashed", Affects::run, &Job::retry_crashed},
    Setting{"on_error", Affects::run, &Job::on_error, 0, 0, check_on_error},
    Setting{"max_errors", Affects::run, &Job::max_errors, 0, 0, check_max_errors},
    Setting{"retries", Affects::run, &Job::retries, 0, 1000},
    Setting{"time_limit", Affects::run, &Job::time_limit, 0, 0, check_time_limit},
    Setting{"item_timeout", Affects::run, &Job::item_timeout, 0, 0, check_item_timeout},
};
inline constexpr std::tuple report_settings{
    Setting{"file", Affects::run, &Job::report, 0, 0, check_report},
};
inline constexpr auto job_settings =
    std::tuple_cat(input_settings, output_settings, run_settings, report_settings);

inline constexpr std::tuple tone_settings{
    Setting{"count", Affects::items, &Tones::count, 1, 1e6},
    Setting{"duration", Affects::items, &Tones::duration_seconds, 0, 1e7},
    Setting{"frequency", Affects::items, &Tones::frequency_hz, 0, 1e6},
    Setting{"amplitude", Affects::items, &Tones::amplitude, -1e6, 1e6},
    Setting{"sample_rate", Affects::items, &Tones::sample_rate, 1, 1e6},
    Setting{"channels", Affects::items, &Tones::channels, 1, 1024},
    Setting{"subtype", Affects::items, &Tones::subtype, 0, 0, check_tone_subtype},
    Setting{"dir", Affects::items, &Tones::dir, 0, 0, check_tone_dir},
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
