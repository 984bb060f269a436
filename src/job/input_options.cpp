#include <array>

#include "job/option_groups.hpp"
#include "mpietl/job/options.hpp"

namespace mpietl::job {

namespace {

constexpr auto options_of_input = std::to_array<Option<Job>>({
    {.section = "input",  // on the command line: INPUT, like a job file
     .key = "paths",
     .member = &Job::paths,
     .affects = Affects::items},
    {.name = "--files-from",
     .section = "input",
     .key = "files_from",
     .member = &Job::files_from,
     .affects = Affects::items,
     .is_of_bench = true,
     .is_common = true,
     .placeholder = "FILE",
     .help = "list of files, one per line; -: standard input"},
    {.name = "--null",
     .short_name = "-0",
     .section = "input",
     .key = "files_from_null",
     .member = &Job::files_from_null,
     .affects = Affects::items,
     .is_of_bench = true,
     .help = "names in the list end with NUL, as find -print0 writes them"},
    {.name = "--base",
     .section = "input",
     .key = "base",
     .member = &Job::base,
     .affects = Affects::items,
     .is_of_bench = true,
     .placeholder = "DIR",
     .help = "base folder of files and lists; outputs keep the path below it",
     .otherwise = "the longest that they share"},
    {.name = "--manifest",
     .section = "input",
     .key = "manifest",
     .member = &Job::manifest,
     .affects = Affects::items,
     .is_of_bench = true,
     .is_common = true,
     .placeholder = "FILE",
     .help = "Kaldi wav.scp, NeMo or Lhotse JSON lines; -: standard input; relative paths are "
             "looked up in the working folder, then in the manifest's"},
    {.name = "--allow-commands",
     .section = "input",
     .key = "allow_commands",
     .member = &Job::allow_commands,
     .taken_by = TakenBy::run,
     .is_of_bench = true,
     .help = "run the commands that the manifest names, and read what they print; check the "
             "manifest first"},
    {.name = "--segments",
     .section = "input",
     .key = "segments",
     .member = &Job::segments,
     .affects = Affects::items,
     .taken_by = TakenBy::run,
     .is_of_bench = true,
     .placeholder = "FILE",
     .help = "parts of the inputs to cut out: Kaldi segments, RTTM, or a CSV or TSV table of file, "
             "start, end or duration, and id"},
    {.name = "--audio-stream",
     .section = "input",
     .key = "audio_stream",
     .member = &Job::audio_stream,
     .affects = Affects::bytes,
     .taken_by = TakenBy::run,
     .is_of_bench = true,
     .placeholder = "STREAM",
     .help = "audio stream to read when a file has several: its number among them, from 0 as in "
             "ffmpeg, or its language, such as eng",
     .otherwise = "the first, with a warning"},
    {.name = "--include",
     .section = "input",
     .key = "include",
     .member = &Job::include,
     .affects = Affects::items,
     .is_of_bench = true,
     .placeholder = "GLOB",
     .help = "in folders, take files that match the pattern, instead of those with audio "
             "extensions; repeatable"},
    {.name = "--exclude",
     .section = "input",
     .key = "exclude",
     .member = &Job::exclude,
     .affects = Affects::items,
     .is_of_bench = true,
     .placeholder = "GLOB",
     .help = "skip files and folders that match the pattern; repeatable"},
});

}  // namespace

std::span<const Option<Job>> input_options() { return options_of_input; }

}  // namespace mpietl::job
