// The options of each command.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "app/command_line.hpp"
#include "mpietl/job/option_parser.hpp"

namespace mpietl::app {

namespace {

using job::OptionParser;
using Texts = OptionParser::Texts;

constexpr auto threads_help = "of each rank [the cores that it may use]";
constexpr auto progress_help = "auto, bar, plain or none [auto]";
constexpr auto report_help = "HDF5 file that `mpietl run` wrote";

/// Adds the inputs, and the options of the table that `is_wanted` accepts.
template <class IsWanted>
void define_job(OptionParser& parser, RunRequest& request, const IsWanted& is_wanted) {
  parser.add_arguments({"INPUT", "[JOB.toml] [INPUT...]",
                        "audio files, folders, or one job file (*.toml); folders are walked"},
                       request.paths);
  parser.add({"--job", "FILE", "job file, by any name"}, request.job_file);
  for (const auto& option : job::job_options()) {
    if (option.name.empty() || !is_wanted(option)) continue;
    parser.add(option, [&](const Texts& texts) { request.options.add(option, texts); });
  }
}

bool is_of_run(const job::Option<job::Job>& option) { return option.taken_by != job::TakenBy::map; }

std::string description_of(const RunRequest&) { return "The ETL, on files and folders."; }

void define(OptionParser& parser, RunRequest& request) { define_job(parser, request, is_of_run); }

std::string description_of(const MapRequest&) {
  return "Any command on each item: mpietl map INPUT... [options] -- COMMAND. As many run at a "
         "time "
         "as ranks have threads. Of folders, files with an audio extension are taken, unless "
         "--include names others. In the command these stand for values of the item: {in}: the "
         "input; {out}: where to write the output, under a temporary name with its extension; "
         "{item}: the input where items need not be files, as lines of --files-from; {stem}: its "
         "name without folder and extension; {index}: its place in the list; {seed}: a number of "
         "its own, which ranks and threads do not change; {rank} and {thread}: who runs it.";
}

void define(OptionParser& parser, MapRequest& request) {
  request.run.is_map = true;
  define_job(parser, request.run,
             [](const auto& option) { return option.taken_by != job::TakenBy::run; });
}

/// Reads the words behind `mpietl map`: those behind -- are the command.
Request parse_map(std::vector<std::string> words) {
  MapRequest request;
  OptionParser parser("map", description_of(request));
  define(parser, request);
  const auto mark = std::ranges::find(words, "--");
  const Texts command(mark == words.end() ? mark : mark + 1, words.end());
  words.erase(mark, words.end());
  if (auto help = parser.parse(std::move(words))) return TextRequest{std::move(*help)};
  if (!command.empty()) {
    request.run.options.add(job::option_of(&job::Job::command), command);
  }
  return request;
}

std::string description_of(const DemoRequest&) {
  return "The demonstration, jobs/demo.toml: makes 24 tones in ./sounds where they are missing, "
         "and "
         "adds Gaussian noise to each. Takes 2 GB of disk.";
}

void define(OptionParser& parser, DemoRequest& request) {
  define(parser, request.run);
  parser.add_flag({"--remove", "", "remove what the demonstration made here, and nothing else"},
                  request.remove);
}

std::string description_of(const BenchRequest&) {
  return "The same work under several configurations, as a scaling table. Inputs: those of the "
         "demonstration, unless others are named. Outputs go to a folder of their own in "
         "--output-dir (or here), and are removed. Threads and schedule of a job file do not "
         "count.";
}

void define(OptionParser& parser, BenchRequest& request) {
  define_job(parser, request.run, [](const auto& option) { return option.is_of_bench; });
  parser.add({"--ranks", "N,...", "of those that mpirun started [1 and all]"}, request.ranks);
  parser.add({"--threads", "N,...", "of each rank [1 and all processors]"}, request.threads);
  parser.add({"--schedule", "NAME,...", "dynamic, static or both [dynamic]"}, request.schedules);
  parser.add({"--chunk", "N,...", "items that a rank is given at a time [0: shrinking]"},
             request.chunks);
  parser.add({"--repetitions", "N", "rounds, each of all configurations [5]"}, request.repetitions);
  parser.add_text({"--report", "FILE", "HDF5 file with the report of every run [mpietl-bench.h5]"},
                  [&](const std::string& path) {
                    request.run.options.add(job::option_of(&job::Job::report), {path});
                  });
}

std::string description_of(const GenerateRequest&) {
  return "Makes test tones, where they are missing.";
}

void define(OptionParser& parser, GenerateRequest& request) {
  for (const auto& option : job::tone_options()) {
    parser.add(option, [&](const Texts& texts) { job::set_typed(option, texts, request.tones); });
  }
  parser.add({"--threads", "N", threads_help}, request.threads);
  parser.add({"--progress", "STYLE", progress_help}, request.progress);
}

std::string description_of(const ReportRequest&) { return "Shows a report, or makes one."; }

void define(OptionParser& parser, ReportRequest& request) {
  parser.add_arguments({"REPORT", "REPORT [REPORT...]", "HDF5 files that `mpietl run` wrote"},
                       request.paths);
  parser.add({"--run", "NAME", "one of several runs in the file, in full"}, request.run);
  parser.add({"--html", "FILE", "make a page to look at, of one report or several; -: to print"},
             request.html);
  parser.add({"--csv", "FILE", "make a table with a row for each input"}, request.csv);
  parser.add({"--json", "FILE", "make a summary for programs"}, request.json);
  parser.add({"--trace", "FILE", "make a timeline for Perfetto (Trace Event Format)"},
             request.trace);
  parser.add_flag(
      {"--join", "",
       "make one report of several: of the shards of a list, or of runs on other files"},
      request.join);
  parser.add(
      {"--from-journal", "REPORT.journal", "make the report of a run that died from what it left"},
      request.from_journal);
  parser.add_flag({"--schema", "", "print what a report holds: every attribute, table and column"},
                  request.schema);
  parser.add({"-o,--output,--report", "FILE",
              "to make of the journal [beside it], or of the reports that are joined"},
             request.report);
  parser.needs("--run", "REPORT");
  parser.needs("--join", "REPORT");
  parser.excludes("--join", "--run");
  parser.excludes("--from-journal", "REPORT");
  parser.excludes("--schema", "REPORT");
}

std::string description_of(const StatusRequest&) {
  return "Tells how far a job is: from the journal of a run that is at work, was stopped or was "
         "killed, or from the report of one that has ended. Needs no mpirun, may be started on any "
         "host that sees the folder, and disturbs nothing. Exit status: 0 finished, 1 finished but "
         "some items failed, 3 running, 75 stopped or killed (go on with --resume), 2 cannot tell.";
}

void define(OptionParser& parser, StatusRequest& request) {
  parser.add_argument({"REPORT", "", "HDF5 file that `mpietl run` writes, or is to write"},
                      request.report);
  parser.add_flag({"--watch", "", "tell again and again, until the run ends"}, request.watch);
  parser.add({"--interval", "TIME", "between two of these: 2s, 1m [5s]"}, request.interval);
  parser.add_flag({"--json", "", "for programs: one line each time, a JSON object"}, request.json);
  parser.needs("--interval", "--watch");
}

std::string description_of(const VerifyRequest&) {
  return "Holds the outputs of a run against the digests of its report.";
}

void define(OptionParser& parser, VerifyRequest& request) {
  parser.add_argument({"REPORT", "", report_help}, request.report);
  parser.add({"--root", "DIR",
              "of outputs that were moved: what is now the folder that the run was started in, or "
              "the one of an absolute --output-dir"},
             request.root);
  parser.add({"--threads", "N", threads_help}, request.threads);
  parser.add({"--progress", "STYLE", progress_help}, request.progress);
}

std::string description_of(const PlanRequest&) {
  return "Foretells, from a run on some files, how long a job takes on other ranks.";
}

void define(OptionParser& parser, PlanRequest& request) {
  parser.add_argument({"REPORT", "", report_help}, request.report);
  parser.add({"--ranks", "N[,N...]", "numbers of MPI ranks to try [1,2,4,8,...]"}, request.ranks);
  parser.add({"--items", "N", "drawn from the report's [as many as it has]"}, request.items);
  parser.add({"--time-limit", "TIME", "to end within: 90s, 30m, 4h, 1d or HH:MM:SS"},
             request.time_limit);
  parser.add({"--threads", "N", "of each rank [as in the report]"}, request.threads);
  parser.add({"--cpus-per-node", "N", "cores of a node [as in the report]"}, request.cpus_per_node);
  parser.add({"--schedule", "NAME", "static or dynamic [dynamic]"}, request.schedule);
  parser.add({"--chunk", "N", "items of a grant [fewer as fewer are left]"}, request.chunk);
}

/// Parses the arguments of `command` into its request.
template <class Typed>
Request parse(const std::string& command, Typed request, std::vector<std::string> words) {
  OptionParser parser(command, description_of(request));
  define(parser, request);
  if (auto help = parser.parse(std::move(words))) return TextRequest{std::move(*help)};
  return request;
}

/// What `use` returns for the request of `command`, before anything was typed.
template <class Use>
auto with_request_of(const std::string& command, const Use& use) {
  if (command == "run") return use(RunRequest());
  if (command == "map") return use(MapRequest());
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
