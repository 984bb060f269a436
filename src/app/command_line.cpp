#include "app/command_line.hpp"

#include <algorithm>

#include "app/help.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/io/files/file_system.hpp"
#include "mpietl/job/option_parser.hpp"

namespace mpietl::app {

namespace {

using job::refuse_words;

constexpr const char* overview =
    R"(Runs audio files through a chain of transforms, on MPI ranks and OpenMP threads.

mpietl run [JOB.toml] [INPUT…]  process audio files and folders
mpietl map [INPUT…] -- COMMAND  run a command on each file, or on each line of a list
mpietl segment [INPUT…]         find segments between silence, and list them for --segments
mpietl demo                     demonstration: add noise to 24 tones in ./sounds (2 GB);
                                --remove deletes them
mpietl bench [INPUT…]           compare numbers of ranks and threads on the same work
mpietl generate                 make test tones
mpietl report REPORT.h5         show what a run did and where its time went; --join merges reports
mpietl status REPORT.h5         show the progress of a running, stopped or killed job
mpietl verify REPORT.h5         check that the outputs are unchanged
mpietl plan REPORT.h5           predict the time of more files on more ranks

mpirun -n 16 mpietl COMMAND …   the same on 16 ranks; without a command: the demonstration
mpietl COMMAND --help           the options of a command
mpietl help [TOPIC]             pages on inputs, outputs, transforms, resume, errors, slurm, ...
mpietl --version                versions of the program and of its libraries
)";

/// Requires a report to show, or a way to make one.
void require_source(const ReportRequest& request) {
  if (request.schema) return;
  const bool makes = request.join || request.from_journal;
  if (request.paths.empty() && !request.from_journal) {
    refuse_words(
        "no report is named; name one that mpietl run wrote: mpietl report mpietl-report.h5",
        "report");
  }
  if (request.paths.size() > 1 && request.run) {
    refuse_words(
        "--run takes one report, but " + std::to_string(request.paths.size()) + " are named",
        "report");
  }
  if (request.join && !request.report) {
    refuse_words("--join writes a new report; name it with -o ALL.h5", "report");
  }
  if (request.join && request.wants_product()) {
    refuse_words(
        "--html, --csv, --json and --trace need an existing report: join first, then run: mpietl "
        "report ALL.h5 --html FILE",
        "report");
  }
  if (request.report && !makes) {
    refuse_words("-o names a new report; it needs --join or --from-journal", "report");
  }
}

/// The demonstration takes no inputs.
void refuse_inputs_of_demo(const DemoRequest& request) {
  if (!request.run.names_inputs()) return;
  refuse_words("the demonstration makes its own inputs; for other files use mpietl run INPUT",
               "demo");
}

/// The message for a path in place of a command.
void refuse_command(const std::string& word) {
  if (word == "-n" || word == "-np") {
    refuse_words("the launcher sets the number of ranks: mpirun -n N mpietl COMMAND", "");
  }
  if (io::is_folder(word) || io::file_bytes(word) >= 0) {
    refuse_words(escape(word) + " is not a command; to process it, use: mpietl run " + escape(word),
                 "");
  }
  std::vector<std::string_view> known(command_names().begin(), command_names().end());
  known.insert(known.end(), {"help", "--help", "--version"});
  refuse_words("unknown command '" + escape(word) + "'" + did_you_mean(word, known), "");
}

/// Takes one input that ends in .toml as the job file.
void find_job_file(RunRequest& request) {
  const auto is_job = [](const std::string& path) { return path.ends_with(".toml"); };
  const auto found = std::find_if(request.paths.begin(), request.paths.end(), is_job);
  if (found == request.paths.end()) return;
  if (!request.job_file.empty() || std::count_if(found + 1, request.paths.end(), is_job) > 0) {
    throw Error(Reason::usage, "several job files are named; name only one");
  }
  request.job_file = *found;
  request.paths.erase(found);
}

}  // namespace

const std::vector<std::string>& command_names() {
  static const std::vector<std::string> names{"run",      "map",    "segment", "demo",   "bench",
                                              "generate", "report", "status",  "verify", "plan"};
  return names;
}

Request parse_command_line(int argc, const char* const* argv, bool is_launched) {
  if (argc <= 1) {
    if (!is_launched) return TextRequest{overview};
    DemoRequest demo;
    demo.run.is_demo = true;
    return demo;
  }
  const std::string command = argv[1];
  const std::vector<std::string> words(argv + 2, argv + argc);
  if (command == "--help" || command == "-h") return TextRequest{overview};
  if (command == "--version") return TextRequest{version_text()};
  if (command == "help") return TextRequest{help_text(words)};
  if (std::ranges::find(command_names(), command) == command_names().end()) refuse_command(command);
  auto request = parse_options(command, words);
  if (auto* run = std::get_if<RunRequest>(&request)) find_job_file(*run);
  if (auto* map = std::get_if<MapRequest>(&request)) find_job_file(map->run);
  if (auto* segment = std::get_if<SegmentRequest>(&request)) find_job_file(segment->run);
  if (auto* demo = std::get_if<DemoRequest>(&request)) {
    demo->run.is_demo = true;
    refuse_inputs_of_demo(*demo);
  }
  if (auto* bench = std::get_if<BenchRequest>(&request)) find_job_file(bench->run);
  if (const auto* report = std::get_if<ReportRequest>(&request)) require_source(*report);
  return request;
}

}  // namespace mpietl::app
