#include <array>

#include "job/option_groups.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/job/options.hpp"

namespace mpietl::job {

namespace {

void check_suffix(const std::string& suffix, const std::string& what) {
  if (suffix.find('/') == std::string::npos) return;
  throw Error(Reason::usage, what + ": '" + escape(suffix) +
                                 "' contains a slash; name another folder with --output-dir");
}

constexpr auto options_of_output = std::to_array<Option<Job>>({
    {.name = "--output-dir",
     .section = "output",
     .key = "dir",
     .member = &Job::output_dir,
     .affects = Affects::items,
     .taken_by = TakenBy::run_and_map,
     .is_of_bench = true,
     .is_common = true,
     .placeholder = "DIR",
     .help = "folder for outputs; mirrors the tree of an input folder"},
    {.name = "--output-manifest",
     .section = "output",
     .key = "manifest",
     .member = &Job::output_manifest,
     .affects = Affects::items,
     .taken_by = TakenBy::run,
     .placeholder = "FILE",
     .help = "manifest of the outputs to write, in the format of --manifest, else NeMo's, with "
             "absolute paths and the texts beside audio in tars",
     .otherwise = "the name of --manifest, in --output-dir; without --manifest, none"},
    {.name = "--no-output",
     .section = "output",
     .key = "no_output",
     .member = &Job::no_output,
     .affects = Affects::items,
     .taken_by = TakenBy::run,
     .help = "write no audio, only the report; with --measure, a survey of a corpus"},
    {.name = "--suffix",
     .section = "output",
     .key = "suffix",
     .member = &Job::suffix,
     .affects = Affects::items,
     .taken_by = TakenBy::run_and_map,
     .is_of_bench = true,
     .placeholder = "TEXT",
     .help = "end of the name of each output, before the extension",
     .otherwise = "-transformed; nothing with --segments and for mpietl map",
     .check = check_suffix},
    {.name = "--format",
     .section = "output",
     .key = "format",
     .member = &Job::format,
     .affects = Affects::bytes,
     .taken_by = TakenBy::run,
     .is_of_bench = true,
     .is_common = true,
     .placeholder = "NAME",
     .help = "format of outputs: wav, rf64, w64, aiff, flac, ogg, opus, mp3, caf, au, ..."},
    {.name = "--subtype",
     .section = "output",
     .key = "subtype",
     .member = &Job::subtype,
     .affects = Affects::bytes,
     .taken_by = TakenBy::run,
     .is_of_bench = true,
     .is_common = true,
     .placeholder = "NAME",
     .help = "sample format of outputs: pcm_16, pcm_24, float, vorbis, ulaw, ..."},
    {.name = "--rate",
     .section = "output",
     .key = "rate",
     .member = &Job::rate,
     .affects = Affects::bytes,
     .taken_by = TakenBy::run,
     .is_of_bench = true,
     .is_common = true,
     .placeholder = "HZ",
     .help = "sample rate of outputs; they are resampled after all transforms",
     .otherwise = "as in the input",
     .lowest = 0,
     .highest = 768'000},
    {.name = "--channels",
     .section = "output",
     .key = "channels",
     .member = &Job::channels,
     .affects = Affects::bytes,
     .taken_by = TakenBy::run,
     .is_of_bench = true,
     .is_common = true,
     .placeholder = "N",
     .help = "channels of outputs: 1 mixes all, more takes the first ones or repeats one",
     .otherwise = "as in the input",
     .lowest = 0,
     .highest = 1024},
    {.name = "--keep-extension",
     .section = "output",
     .key = "keep_extension",
     .member = &Job::keep_extension,
     .affects = Affects::items,
     .taken_by = TakenBy::run_and_map,
     .is_of_bench = true,
     .help = "keep the input's extension in the name when --format or --extension changes it: "
             "x.flac becomes x.flac-transformed.wav"},
    {.name = "--dither",
     .section = "output",
     .key = "dither",
     .member = &Job::dither,
     .affects = Affects::bytes,
     .taken_by = TakenBy::run,
     .is_of_bench = true,
     .placeholder = "NAME",
     .help = "dither of integer outputs: none or tpdf"},
    {.name = "--fsync",
     .section = "output",
     .key = "fsync",
     .member = &Job::fsync,
     .taken_by = TakenBy::run_and_map,
     .placeholder = "WHEN",
     .help = "force outputs to the disk, against power cuts: never, batch (every few seconds) or "
             "file (each one)"},
});

}  // namespace

std::span<const Option<Job>> output_options() { return options_of_output; }

}  // namespace mpietl::job
