#include <array>

#include "job/option_checks.hpp"
#include "mpietl/job/options.hpp"

namespace mpietl::job {

namespace {

// Tones are inputs.
constexpr auto options_of_tones = std::to_array<Option<Tones>>({
    {.name = "--count",
     .section = "generate",
     .key = "count",
     .member = &Tones::count,
     .affects = Affects::items,
     .placeholder = "N",
     .help = "files",
     .lowest = 1,
     .highest = 1e6},
    {.name = "--duration",
     .section = "generate",
     .key = "duration",
     .member = &Tones::duration_seconds,
     .affects = Affects::items,
     .placeholder = "SECONDS",
     .help = "of each",
     .lowest = 0,
     .highest = 1e7},
    {.name = "--frequency",
     .section = "generate",
     .key = "frequency",
     .member = &Tones::frequency_hz,
     .affects = Affects::items,
     .placeholder = "HZ",
     .help = "of the sine",
     .lowest = 0,
     .highest = 1e6},
    {.name = "--amplitude",
     .section = "generate",
     .key = "amplitude",
     .member = &Tones::amplitude,
     .affects = Affects::items,
     .placeholder = "X",
     .help = "of the sine; full scale is 1",
     .lowest = -1e6,
     .highest = 1e6},
    {.name = "--sample-rate",
     .section = "generate",
     .key = "sample_rate",
     .member = &Tones::sample_rate,
     .affects = Affects::items,
     .placeholder = "HZ",
     .help = "frames per second",
     .lowest = 1,
     .highest = 1e6},
    {.name = "--channels",
     .section = "generate",
     .key = "channels",
     .member = &Tones::channels,
     .affects = Affects::items,
     .placeholder = "N",
     .help = "samples per frame",
     .lowest = 1,
     .highest = 1024},
    {.name = "--subtype",
     .section = "generate",
     .key = "subtype",
     .member = &Tones::subtype,
     .affects = Affects::items,
     .placeholder = "NAME",
     .help = "float, double, pcm_u8, pcm_16, pcm_24, pcm_32, ulaw, alaw"},
    {.name = "--output-dir",
     .section = "generate",
     .key = "dir",
     .member = &Tones::dir,
     .affects = Affects::items,
     .placeholder = "DIR",
     .help = "folder of the files",
     .check = check_not_empty},
});

}  // namespace

std::span<const Option<Tones>> tone_options() { return options_of_tones; }

}  // namespace mpietl::job
