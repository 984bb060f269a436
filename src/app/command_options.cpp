// The options of each command.
#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include "app/command_line.hpp"
#include "app/terminal.hpp"
#include "app/wrapped.hpp"
#include "mpietl/job/option_parser.hpp"

namespace mpietl::app {

namespace {

using job::OptionParser;
using Texts = OptionParser::Texts;

constexpr auto threads_help = "threads of each rank [one for each core it may use]";
constexpr auto progress_help = "auto, bar, plain or none [auto]";
constexpr auto report_help = "HDF5 file that `mpietl run` wrote";

/// Adds the inputs, and the options of the table that `is_wanted` accepts.
template <class IsWanted>
void define_job(OptionParser& parser, RunRequest& request, const IsWanted& is_wanted) {
  parser.add_arguments({"INPUT", "[JOB.toml] [INPUT...]",
                        "audio files, folders with their subfolders, or one job file (*.toml)"},
                       request.paths);
  parser.add({"--job", "FILE", "job file, by any name"}, request.job_file);
  for (const auto& option : job::job_options()) {
    if (option.name.empty() || !is_wanted(option)) continue;
    parser.add(option, [&](const Texts& texts) { request.options.add(option, texts); });
  }
}

/// The same with the options of `command`.
void define_job(OptionParser& parser, job::TakenBy command, RunRequest& request) {
  request.command = command;
  define_job(parser, request,
             [&](const auto& option) { return job::is_taken(option.taken_by, command); });
}

std::string description_of(const RunRequest&) {
  return "Converts, cuts, changes and measures audio files, named or in folders.";
}

void define(OptionParser& parser, RunRequest& request) {
  define_job(parser, job::TakenBy::run, request);
}

std::string description_of(const MapRequest&) {
  return "Runs a command on each item: mpietl map INPUT... [options] -- COMMAND. Each thread of "
         "each rank runs one command at a time. Folders contribute files with an audio extension, "
         "unless --include names others. The command may contain these placeholders: {in}: the "
         "input file; {out}: the output file, under a temporary name with its extension; {item}: "
         "the input as a text, for items that are not files, such as lines of --files-from; "
         "{stem}: its name without folder and extension; {index}: its number in the list; {seed}: "
         "a random seed for the item, the same on any number of ranks and threads; {rank} and "
         "{thread}: the rank and thread that run it.";
}

void define(OptionParser& parser, MapRequest& request) {
  define_job(parser, job::TakenBy::map, request.run);
}

/// The help of a command, as wide as the terminal and at most 100 columns.
TextRequest help_request(const std::string& help) {
  constexpr int max_columns = 100;
  const int columns = std::min(terminal_columns(stdout, max_columns), max_columns);
  return {wrapped(help, static_cast<std::size_t>(columns))};
}

/// Reads the words after `mpietl map`; those after -- are the command.
Request parse_map(std::vector<std::string> words) {
  MapRequest request;
  OptionParser parser("map", description_of(request));
  define(parser, request);
  const auto mark = std::ranges::find(words, "--");
  const Texts command(mark == words.end() ? mark : mark + 1, words.end());
  words.erase(mark, words.end());
  if (auto help = parser.parse(std::move(words))) return help_request(*help);
  if (!command.empty()) {
    request.run.options.add(job::option_of(&job::Job::command), command);
  }
  return request;
}

std::string description_of(const SegmentRequest&) {
  return "Finds segments of sound, between silence, and writes a list of them, by which mpietl run "
         "--segments cuts. Silence is what is --top-db below the loudest moment of a file.";
}

void define(OptionParser& parser, SegmentRequest& request) {
  define_job(parser, job::TakenBy::segment, request.run);
}

std::string description_of(const DemoRequest&) {
  return "Runs the demonstration, jobs/demo.toml: makes 24 tones in ./sounds unless they exist, "
         "and adds Gaussian noise to each. Needs 2 GB of disk.";
}

void define(OptionParser& parser, DemoRequest& request) {
  define(parser, request.run);
  parser.add_flag(
      {"--remove", "", "delete the files that the demonstration made here, and no others"},
      request.remove);
}

std::string description_of(const BenchRequest&) {
  return "Measures the same work in several configurations, and prints a scaling table. The "
         "default inputs are those of the demonstration. Outputs go to a temporary folder in "
         "--output-dir (or here), which is deleted. Threads and schedule of a job file are "
         "ignored.";
}

void define(OptionParser& parser, BenchRequest& request) {
  define_job(parser, request.run, [](const auto& option) { return option.is_of_bench; });
  parser.add({"--ranks", "N,...", "numbers of ranks, out of those that mpirun started [1 and all]"},
             request.ranks);
  parser.add({"--threads", "N,...", "threads of each rank [1 and all processors]"},
             request.threads);
  parser.add({"--schedule", "NAME,...", "dynamic, static or both [dynamic]"}, request.schedules);
  parser.add({"--chunk", "N,...", "items of a grant to a rank [0: shrinking]"}, request.chunks);
  parser.add({"--repetitions", "N", "rounds, each of all configurations [5]"}, request.repetitions);
  parser.add_text({"--report", "FILE", "HDF5 file with the report of every run [mpietl-bench.h5]"},
                  [&](const std::string& path) {
                    request.run.options.add(job::option_of(&job::Job::report), {path});
                  });
}

std::string description_of(const GenerateRequest&) {
  return "Makes test tones. Keeps existing ones.";
}

void define(OptionParser& parser, GenerateRequest& request) {
  for (const auto& option : job::tone_options()) {
    parser.add(option, [&](const Texts& texts) { job::set_typed(option, texts, request.tones); });
  }
  parser.add({"--threads", "N", threads_help}, request.threads);
  parser.add({"--progress", "STYLE", progress_help}, request.progress);
}

std::string description_of(const ReportRequest&) { return "Shows, exports or makes a report."; }

void define(OptionParser& parser, ReportRequest& request) {
  parser.add_arguments({"REPORT", "REPORT [REPORT...]", "HDF5 files that `mpietl run` wrote"},
                       request.paths);
  parser.add({"--run", "NAME", "show one of several runs in the file"}, request.run);
  parser.add({"--html", "FILE", "write an HTML page of one report or several; -: print it"},
             request.html);
  parser.add({"--csv", "FILE", "write a table with a row for each input"}, request.csv);
  parser.add({"--json", "FILE", "write a summary for programs"}, request.json);
  parser.add({"--trace", "FILE", "write a timeline for Perfetto (Trace Event Format)"},
             request.trace);
  parser.add({"--job", "FILE", "write the job file that repeats the run"}, request.job);
  parser.add_flag({"--join", "",
                   "join several reports: of the shards of a list, or of runs on different files"},
                  request.join);
  parser.add(
      {"--from-journal", "REPORT.journal", "make the report of a run that died from its journal"},
      request.from_journal);
  parser.add_flag({"--schema", "", "print all attributes, tables and columns of a report"},
                  request.schema);
  parser.add({"-o,--output,--report", "FILE",
              "where to write the report that --from-journal [next to it] or --join makes"},
             request.report);
  parser.needs("--run", "REPORT");
  parser.needs("--join", "REPORT");
  parser.excludes("--join", "--run");
  parser.excludes("--from-journal", "REPORT");
  parser.excludes("--schema", "REPORT");
}

std::string description_of(const StatusRequest&) {
  return "Shows the progress of a job, from the journal of a running, stopped or killed run, or "
         "from the report of a finished one. Needs no mpirun, works on any host that sees the "
         "folder, and does not disturb the run. Exit status: 0 finished, 1 finished but some items "
         "failed, 3 running, 75 stopped or killed (continue with --resume), 2 unknown.";
}

void define(OptionParser& parser, StatusRequest& request) {
  parser.add_argument({"REPORT", "", "HDF5 file that `mpietl run` has written or will write"},
                      request.report);
  parser.add_flag({"--watch", "", "repeat until the run ends"}, request.watch);
  parser.add({"--interval", "TIME", "time between repetitions: 2s, 1m [5s]"}, request.interval);
  parser.add_flag({"--json", "", "print one JSON object in one line, for programs"}, request.json);
  parser.needs("--interval", "--watch");
}

std::string description_of(const VerifyRequest&) {
  return "Compares the outputs of a run with the digests in its report.";
}

void define(OptionParser& parser, VerifyRequest& request) {
  parser.add_argument({"REPORT", "", report_help}, request.report);
  parser.add({"--root", "DIR",
              "new folder of outputs that were moved: replaces the folder in which the run was "
              "started, or an absolute --output-dir"},
             request.root);
  parser.add({"--threads", "N", threads_help}, request.threads);
  parser.add({"--progress", "STYLE", progress_help}, request.progress);
}

std::string description_of(const PlanRequest&) {
  return "Predicts, from a run on some files, the time of a job on other numbers of ranks.";
}

void define(OptionParser& parser, PlanRequest& request) {
  parser.add_argument({"REPORT", "", report_help}, request.report);
  parser.add({"--ranks", "N[,N...]", "numbers of MPI ranks to try [1,2,4,8,...]"}, request.ranks);
  parser.add(
      {"--items", "N", "number of items, drawn from those of the report [as many as it has]"},
      request.items);
  parser.add({"--time-limit", "TIME", "maximum time: 90s, 30m, 4h, 1d or HH:MM:SS"},
             request.time_limit);
  parser.add({"--threads", "N", "threads of each rank [as in the report]"}, request.threads);
  parser.add({"--cpus-per-node", "N", "cores of a node [as in the report]"}, request.cpus_per_node);
  parser.add({"--schedule", "NAME", "static or dynamic [dynamic]"}, request.schedule);
  parser.add({"--chunk", "N", "items of a grant [shrinking towards the end]"}, request.chunk);
}

/// Parses the arguments of `command` into its request.
template <class Typed>
Request parse(const std::string& command, Typed request, std::vector<std::string> words) {
  OptionParser parser(command, description_of(request));
  define(parser, request);
  if (auto help = parser.parse(std::move(words))) return help_request(*help);
  return request;
}

/// Calls `use` with an empty request for `command`, and returns its result.
template <class Use>
auto with_request_of(const std::string& command, const Use& use) {
  if (command == "run") return use(RunRequest());
  if (command == "map") return use(MapRequest());
  if (command == "segment") return use(SegmentRequest());
  if (command == "demo") return use(DemoRequest());
  if (command == "bench") return use(BenchRequest());
  if (command == "generate") return use(GenerateRequest());
  if (command == "verify") return use(VerifyRequest());
  if (command == "status") return use(StatusRequest());
  if (command == "report") return use(ReportRequest());
  return use(PlanRequest());
}

}  // namespace

std::string CommandHelp::purpose() const {
  const auto end = std::min(description.find(": "), description.find(". "));
  auto text = description.substr(0, end);
  if (text.ends_with('.')) text.pop_back();
  return text;
}

CommandHelp command_help(const std::string& command) {
  return with_request_of(command, [&](auto request) {
    OptionParser parser(command, description_of(request));
    define(parser, request);
    return CommandHelp{description_of(request), parser.options()};
  });
}

Request parse_options(const std::string& command, std::vector<std::string> words) {
  if (command == "map") return parse_map(std::move(words));
  return with_request_of(
      command, [&](auto request) { return parse(command, std::move(request), std::move(words)); });
}

}  // namespace mpietl::app
