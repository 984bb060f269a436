#include <array>

#include "job/option_groups.hpp"
#include "mpietl/job/options.hpp"

namespace mpietl::job {

namespace {

constexpr double most_seconds = 1e6;

constexpr auto options_of_segments = std::to_array<Option<Job>>({
    {.name = "--output-segments",
     .section = "output",
     .key = "segments",
     .member = &Job::output_segments,
     .affects = Affects::items,
     .taken_by = TakenBy::segment,
     .is_common = true,
     .placeholder = "FILE",
     .help = "list of the segments: .csv, .tsv, .rttm, .jsonl (Lhotse), else Kaldi segments with a "
             "wav.scp next to it"},
    {.name = "--top-db",
     .section = "segment",
     .key = "top_db",
     .member = &Job::top_db,
     .affects = Affects::bytes,
     .taken_by = TakenBy::segment,
     .is_common = true,
     .placeholder = "DB",
     .help = "silence is that far below the loudest moment of a file",
     .lowest = 0,
     .highest = 200},
    {.name = "--min-gap",
     .section = "segment",
     .key = "min_gap_seconds",
     .member = &Job::min_gap_seconds,
     .affects = Affects::bytes,
     .taken_by = TakenBy::segment,
     .is_common = true,
     .placeholder = "SECONDS",
     .help = "shorter silence does not cut",
     .lowest = 0,
     .highest = most_seconds},
    {.name = "--min-length",
     .section = "segment",
     .key = "min_length_seconds",
     .member = &Job::min_length_seconds,
     .affects = Affects::bytes,
     .taken_by = TakenBy::segment,
     .is_common = true,
     .placeholder = "SECONDS",
     .help = "shorter sound is left out",
     .lowest = 0,
     .highest = most_seconds},
    {.name = "--max-length",
     .section = "segment",
     .key = "max_length_seconds",
     .member = &Job::max_length_seconds,
     .affects = Affects::bytes,
     .taken_by = TakenBy::segment,
     .is_common = true,
     .placeholder = "SECONDS",
     .help = "longer sound is cut where it is quietest; 0: no limit",
     .lowest = 0,
     .highest = most_seconds},
    {.name = "--padding",
     .section = "segment",
     .key = "padding_seconds",
     .member = &Job::padding_seconds,
     .affects = Affects::bytes,
     .taken_by = TakenBy::segment,
     .is_common = true,
     .placeholder = "SECONDS",
     .help = "silence kept before and after sound",
     .lowest = 0,
     .highest = most_seconds},
    {.name = "--frame-length",
     .section = "segment",
     .key = "frame_length",
     .member = &Job::frame_length,
     .affects = Affects::bytes,
     .taken_by = TakenBy::segment,
     .placeholder = "SAMPLES",
     .help = "samples of one level; even",
     .lowest = 2,
     .highest = 1'048'576},
    {.name = "--hop-length",
     .section = "segment",
     .key = "hop_length",
     .member = &Job::hop_length,
     .affects = Affects::bytes,
     .taken_by = TakenBy::segment,
     .placeholder = "SAMPLES",
     .help = "samples from one level to the next",
     .lowest = 1,
     .highest = 1'048'576},
});

}  // namespace

std::span<const Option<Job>> segment_options() { return options_of_segments; }

}  // namespace mpietl::job
