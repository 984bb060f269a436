#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>

#include "mpietl/job/job.hpp"

// The keys of a job file beside the transforms: one table for reading, writing and checking.
namespace mpietl::job {

/// A key of a section: where its value is, and the range when it is a number.
template <class Owner, class Value>
struct Setting {
  std::string_view key;
  Value Owner::*member;
  double lowest = 0.0;
  double highest = 0.0;
};

template <class Owner, class Value>
Setting(std::string_view, Value Owner::*) -> Setting<Owner, Value>;
template <class Owner, class Value>
Setting(std::string_view, Value Owner::*, double, double) -> Setting<Owner, Value>;

inline constexpr std::tuple input_settings{
    Setting{"paths", &Job::paths},
    Setting{"files_from", &Job::files_from},
    Setting{"files_from_null", &Job::files_from_null},
    Setting{"manifest", &Job::manifest},
    Setting{"include", &Job::include},
    Setting{"exclude", &Job::exclude},
};
inline constexpr std::tuple output_settings{
    Setting{"dir", &Job::output_dir},  Setting{"manifest", &Job::output_manifest},
    Setting{"suffix", &Job::suffix},   Setting{"format", &Job::format},
    Setting{"subtype", &Job::subtype}, Setting{"dither", &Job::dither},
    Setting{"fsync", &Job::fsync},
};
inline constexpr std::tuple run_settings{
    Setting{"seed", &Job::seed},
    Setting{"threads", &Job::threads, 0, 4096},
    Setting{"progress", &Job::progress},
    Setting{"dry_run", &Job::dry_run},
};
inline constexpr std::tuple report_settings{
    Setting{"file", &Job::report},
};
inline constexpr std::tuple tone_settings{
    Setting{"count", &Tones::count, 1, 1e6},
    Setting{"duration", &Tones::duration_seconds, 0, 1e7},
    Setting{"frequency", &Tones::frequency_hz, 0, 1e6},
    Setting{"amplitude", &Tones::amplitude, -1e6, 1e6},
    Setting{"sample_rate", &Tones::sample_rate, 1, 1e6},
    Setting{"channels", &Tones::channels, 1, 1024},
    Setting{"subtype", &Tones::subtype},
    Setting{"dir", &Tones::dir},
};

}  // namespace mpietl::job
