#include <CLI/CLI.hpp>
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "app/command_line.hpp"
#include "app/typed_words.hpp"

// The options of each command. The only source that includes CLI11, which takes long to compile.
namespace mpietl::app {

namespace {

// `request` must outlive the parsing.

/// What is worked on, and how: of `run` and of `bench`.
void define_work(CLI::App& run, RunRequest& request) {
  run.add_option("INPUT", request.paths,
                 "audio files, folders, or one job file (*.toml); folders are walked")
      ->option_text("[JOB.toml] [INPUT...]");
  run.add_option("--job", request.job_file, "job file, by any name")->option_text("FILE");
  run.add_option("--files-from", request.files_from, "list of files, one a line; -: standard input")
      ->option_text("FILE");
  run.add_flag("-0,--null", request.files_from_null,
               "names in the list end with NUL, as find -print0 writes them");
  run.add_option(
         "--base", request.base,
         "folder below which names of files and of the list are told apart, and mirrored in "
         "--output-dir [the longest that all share]")
      ->option_text("DIR");
  run.add_option(
         "--manifest", request.manifest,
         "Kaldi wav.scp, NeMo or Lhotse JSON lines; relative paths are those of the working "
         "folder, else of the manifest's; -: standard input")
      ->option_text("FILE");
  run.add_option("--include", request.include,
                 "pattern of files that folders yield, instead of audio extensions; repeatable")
      ->option_text("GLOB")
      ->allow_extra_args(false);
  run.add_option("--exclude", request.exclude,
                 "pattern of files and folders that are left out; repeatable")
      ->option_text("GLOB")
      ->allow_extra_args(false);
  run.add_option("--output-dir", request.output_dir,
                 "folder for outputs; the tree of an input folder is mirrored")
      ->option_text("DIR");
  run.add_option("--suffix", request.suffix, "put behind the name of each output [-transformed]")
      ->option_text("TEXT");
  run.add_option("--format", request.format,
                 "of outputs: wav, rf64, w64, aiff, flac, ogg, opus, mp3, caf, au, ... [same]")
      ->option_text("NAME");
  run.add_option("--subtype", request.subtype,
                 "of outputs: pcm_16, pcm_24, float, vorbis, ulaw, ... [same]")
      ->option_text("NAME");
  run.add_flag("--keep-extension", request.keep_extension,
               "with --format: in the names of outputs, x.flac becomes x.flac-transformed.wav");
  run.add_option("--dither", request.dither, "of integer outputs: none or tpdf [none]")
      ->option_text("NAME");
  run.add_option(
         "--transform", request.transforms,
         "of gaussian_noise, gaussian_snr, gain, normalize, clip, invert_polarity and mono, "
         "such as gaussian_noise:stddev=0.1,p=0.5; repeat for a chain; none: only convert")
      ->option_text("NAME[:key=value,...]")
      ->allow_extra_args(false);
  run.add_option("--seed", request.seed, "of the random numbers [0]")->option_text("N");
}

/// What becomes of a run that meets trouble: of `run`.
void define_recovery(CLI::App& run, RunRequest& request) {
  run.add_option(
         "--fsync", request.fsync,
         "against power cuts, have what counts as done on the disk: never, batch (every few "
         "seconds) or file (each by itself) [never]")
      ->option_text("WHEN");
  run.add_flag("--resume", request.resume,
               "go on: keep what earlier runs of this job have done, and do the rest");
  run.add_flag("--retry-crashed", request.retry_crashed,
               "with --resume: try again what was worked on when two runs died");
  run.add_option("--on-error", request.on_error,
                 "when a file fails: skip it, or abort the job [skip]")
      ->option_text("WHAT");
  run.add_option("--max-errors", request.max_errors, "stop the job when more files failed")
      ->option_text("N|N%");
  run.add_option("--retries", request.retries,
                 "of a file, after errors that may pass, such as those of a network [0]")
      ->option_text("N");
  run.add_option("--time-limit", request.time_limit,
                 "stop in time for the report, to be resumed: 90s, 30m, 4h, 1d or HH:MM:SS")
      ->option_text("TIME");
  run.add_option("--item-timeout", request.item_timeout,
                 "tell of a file that makes no progress for so long")
      ->option_text("TIME");
}

void define(CLI::App& run, RunRequest& request) {
  run.description("The ETL, on files and folders.");
  define_work(run, request);
  run.add_option(
         "--output-manifest", request.output_manifest,
         "manifest of the outputs, with absolute paths [named as --manifest, in --output-dir]")
      ->option_text("FILE");
  run.add_option("--threads", request.threads, "of each rank [the cores that it may use]")
      ->option_text("N");
  run.add_option("--schedule", request.schedule,
                 "dynamic (ranks ask for more as they work) or static (all dealt before) [dynamic]")
      ->option_text("NAME");
  run.add_option("--chunk", request.chunk,
                 "items that a rank is given at a time [0: fewer the less is left]")
      ->option_text("N");
  run.add_option("--shard", request.shard,
                 "work on part I of N of the list, for N runs that know nothing of each other; "
                 "report and manifest that are not named have I-of-N in their names")
      ->option_text("I/N");
  run.add_option("--report", request.report, "HDF5 report to write [mpietl-report.h5]")
      ->option_text("FILE");
  run.add_option("--progress", request.progress,
                 "auto (a bar on a terminal, else lines), bar, plain or none [auto]")
      ->option_text("STYLE");
  run.add_flag("--list-files", request.list_files,
               "print a line for each file, with its seconds or why it failed");
  run.add_flag("--dry-run", request.dry_run, "show what would be done, and write nothing");
  define_recovery(run, request);
}

void define(CLI::App& demo, DemoRequest& request) {
  define(demo, request.run);
  demo.description(
      "The demonstration, jobs/demo.toml: makes 24 tones in ./sounds where they are missing, and "
      "adds Gaussian noise to each. Takes 2 GB of disk.");
  demo.add_flag("--remove", request.remove,
                "remove what the demonstration made here, and nothing else");
}

void define(CLI::App& bench, BenchRequest& request) {
  bench.description(
      "The same work under several configurations, as a scaling table. Inputs: those of the "
      "demonstration, unless others are named. Outputs go to a folder of their own in --output-dir "
      "(or here), and are removed. Threads and schedule of a job file do not count.");
  define_work(bench, request.run);
  const auto list = [&](const char* name, auto& values, const char* text) {
    bench.add_option(name, values, text)
        ->option_text("N,...")
        ->delimiter(',')
        ->allow_extra_args(false);
  };
  list("--ranks", request.ranks, "of those that mpirun started [1 and all]");
  list("--threads", request.threads, "of each rank [1 and all processors]");
  list("--schedule", request.schedules, "dynamic, static or both [dynamic]");
  list("--chunk", request.chunks, "items that a rank is given at a time [0: shrinking]");
  bench.add_option("--repetitions", request.repetitions, "rounds, each of all configurations [5]")
      ->option_text("N");
  bench
      .add_option("--report", request.run.report,
                  "HDF5 file with the report of every run [mpietl-bench.h5]")
      ->option_text("FILE");
}

void define(CLI::App& generate, GenerateRequest& request) {
  generate.description("Makes test tones, where they are missing.");
  auto& tones = request.tones;
  const auto option = [&](const char* name, auto& value, const char* text) {
    generate.add_option(name, value, text)->capture_default_str();
  };
  option("--count", tones.count, "files");
  option("--duration", tones.duration_seconds, "seconds of each");
  option("--frequency", tones.frequency_hz, "of the sine, in Hz");
  option("--amplitude", tones.amplitude, "of the sine; full scale is 1");
  option("--sample-rate", tones.sample_rate, "frames per second");
  option("--channels", tones.channels, "samples per frame");
  option("--subtype", tones.subtype, "float, double, pcm_u8, pcm_16, pcm_24, pcm_32, ulaw, alaw");
  option("--output-dir", tones.dir, "folder of the files");
  option("--threads", request.threads, "of each rank; 0: the cores that it may use");
  option("--progress", request.progress, "auto, bar, plain or none");
}

void define(CLI::App& report, ReportRequest& request) {
  report.description("Shows a report, or makes one.");
  auto* path = report.add_option("REPORT", request.paths, "HDF5 files that `mpietl run` wrote")
                   ->option_text("REPORT [REPORT...]");
  auto* run = report.add_option("--run", request.run, "one of several runs in the file, in full")
                  ->option_text("NAME")
                  ->needs(path);
  const auto product = [&](const char* name, std::optional<std::string>& target, const char* what) {
    report.add_option(name, target, what)->option_text("FILE");
  };
  product("--html", request.html, "make a page to look at, of one report or several; -: to print");
  product("--csv", request.csv, "make a table with a row for each input");
  product("--json", request.json, "make a summary for programs");
  product("--trace", request.trace, "make a timeline for Perfetto (Trace Event Format)");
  report
      .add_flag("--join", request.join,
                "make one report of several: of the shards of a list, or of runs on other files")
      ->needs(path)
      ->excludes(run);
  report
      .add_option("--from-journal", request.from_journal,
                  "make the report of a run that died from what it left")
      ->option_text("REPORT.journal")
      ->excludes(path);
  report
      .add_flag("--schema", request.schema,
                "print what a report holds: every attribute, table and column")
      ->excludes(path);
  report
      .add_option("-o,--output,--report", request.report,
                  "to make of the journal [beside it], or of the reports that are joined")
      ->option_text("FILE");
}

void define(CLI::App& verify, VerifyRequest& request) {
  verify.description("Holds the outputs of a run against the digests of its report.");
  verify.add_option("REPORT", request.report, "HDF5 file that `mpietl run` wrote")->required();
  verify
      .add_option("--root", request.root,
                  "of outputs that were moved: what is now the folder that the run was started "
                  "in, or the one of an absolute --output-dir")
      ->option_text("DIR");
  verify.add_option("--threads", request.threads, "of each rank; 0: the cores that it may use")
      ->option_text("N");
  verify.add_option("--progress", request.progress, "auto, bar, plain or none")
      ->option_text("STYLE");
}

void define(CLI::App& plan, PlanRequest& request) {
  plan.description("Foretells, from a run on some files, how long a job takes on other ranks.");
  plan.add_option("REPORT", request.report, "HDF5 file that `mpietl run` wrote")->required();
  plan.add_option("--ranks", request.ranks, "numbers of MPI ranks to try [1,2,4,8,...]")
      ->option_text("N[,N...]");
  plan.add_option("--items", request.items, "drawn from the report's [as many as it has]")
      ->option_text("N");
  plan.add_option("--time-limit", request.time_limit, "to end within: 90s, 30m, 4h, 1d or HH:MM:SS")
      ->option_text("TIME");
  plan.add_option("--threads", request.threads, "of each rank [as in the report]")
      ->option_text("N");
  plan.add_option("--cpus-per-node", request.cpus_per_node, "cores of a node [as in the report]")
      ->option_text("N");
  plan.add_option("--schedule", request.schedule, "static or dynamic [dynamic]")
      ->option_text("NAME");
  plan.add_option("--chunk", request.chunk, "items of a grant [fewer as fewer are left]")
      ->option_text("N");
}

/// Reads the words behind `command` into its request.
template <class Typed>
Request parse(const std::string& command, std::vector<std::string> words) {
  Typed request;
  CLI::App app("", "mpietl " + command);
  define(app, request);
  try {
    app.parse(as_taken(std::move(words)));
  } catch (const CLI::CallForHelp&) {
    return TextRequest{app.help()};
  } catch (const CLI::ExtrasError&) {
    std::vector<std::string> known;
    for (const auto* option : app.get_options()) known.push_back(option->get_name());
    refuse_unknown("option or argument", app.remaining().front(), command, known);
  } catch (const CLI::ConversionError& error) {
    refuse_words(as_number_wanted(error.what()), command);
  } catch (const CLI::ParseError& error) {
    refuse_words(error.what(), command);
  }
  return request;
}

}  // namespace

Request parse_options(const std::string& command, std::vector<std::string> words) {
  if (command == "run") return parse<RunRequest>(command, std::move(words));
  if (command == "demo") return parse<DemoRequest>(command, std::move(words));
  if (command == "bench") return parse<BenchRequest>(command, std::move(words));
  if (command == "generate") return parse<GenerateRequest>(command, std::move(words));
  if (command == "verify") return parse<VerifyRequest>(command, std::move(words));
  if (command == "report") return parse<ReportRequest>(command, std::move(words));
  return parse<PlanRequest>(command, std::move(words));
}

}  // namespace mpietl::app
