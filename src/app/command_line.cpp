#include "mpietl/app/command_line.hpp"

#include <algorithm>

#include "app/command_options.hpp"
#include "app/make_products.hpp"
#include "app/version_text.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"

namespace mpietl::app {

namespace {

constexpr const char* overview =
    R"(Runs audio files through a chain of transforms, on MPI ranks and OpenMP threads.

mpietl [options]                the demonstration: 24 tones in ./sounds get Gaussian noise
mpietl run [JOB.toml] [INPUT…]  the ETL, on files and folders
mpietl bench [INPUT…]           the same work on other numbers of ranks and threads
mpietl generate                 test tones, where they are missing
mpietl report REPORT.h5         what a run did, and where its time went; --join makes one of several
mpietl verify REPORT.h5         whether the outputs still are what the run wrote
mpietl plan REPORT.h5           from a run on some files, how long more take on more ranks

mpirun -n 16 mpietl …           the same on 16 ranks
mpietl COMMAND --help           all options of a command
mpietl --version
)";

std::string suggestion(const std::string& wrong, const std::vector<std::string>& known) {
  const std::vector<std::string_view> views(known.begin(), known.end());
  return did_you_mean(wrong.substr(0, wrong.find('=')), views);
}

[[noreturn]] void refuse(const std::string& why, const std::string& command) {
  throw Error(Reason::usage, why + "\nmpietl " + command + "--help lists what there is");
}

/// Whether the word before a value is an option that takes it.
bool takes_next_word(const std::string& word) {
  return word.starts_with("--") && word != "--" && word != "--null" && word != "--dry-run" &&
         word != "--resume" && word != "--join" && word != "--retry-crashed" &&
         word.find('=') == std::string::npos;
}

/// The words behind the command, last one first, as CLI11 wants them, and so that it takes them as
/// they are: "--name=" becomes "--name" and an empty word, or the next word would be its value;
/// an input "[a,b]" becomes "./[a,b]", or it would be two inputs.
std::vector<std::string> reversed_words(int argc, const char* const* argv, int first) {
  std::vector<std::string> words;
  for (int i = first; i < argc; ++i) {
    std::string word = argv[i];
    const bool is_value = !words.empty() && takes_next_word(words.back());
    const bool is_empty_value = word.starts_with("--") && word.find('=') == word.size() - 1;
    if (is_empty_value) word.pop_back();
    if (!is_value && word.starts_with('[') && word.ends_with(']')) word.insert(0, "./");
    words.push_back(std::move(word));
    if (is_empty_value) words.emplace_back();
  }
  std::reverse(words.begin(), words.end());
  return words;
}

/// Reads the words behind `command` into its request.
template <class Typed>
Request parse(const std::string& command, int argc, const char* const* argv, int first = 2) {
  Typed request;
  CLI::App app("", "mpietl " + command);
  define(app, request);
  try {
    app.parse(reversed_words(argc, argv, first));
  } catch (const CLI::CallForHelp&) {
    return TextRequest{app.help()};
  } catch (const CLI::ExtrasError&) {
    const std::string wrong = app.remaining().front();
    std::vector<std::string> known;
    for (const auto* option : app.get_options()) known.push_back(option->get_name());
    refuse("unknown option or argument '" + escape(wrong) + "'" + suggestion(wrong, known),
           command + " ");
  } catch (const CLI::ParseError& error) {
    refuse(error.what(), command + " ");
  }
  return request;
}

/// A report is shown, or made of a journal or of others.
void require_source(const ReportRequest& request) {
  if (request.schema) return;
  const bool makes = request.join || request.from_journal;
  if (request.paths.empty() && !request.from_journal) refuse("REPORT is required", "report ");
  if (request.paths.size() > 1 && request.run) {
    refuse("--run takes one report, and " + std::to_string(request.paths.size()) + " are named",
           "report ");
  }
  if (request.join && !request.report) {
    refuse("--join makes a report: name it with -o ALL.h5", "report ");
  }
  if (request.join && is_product_wanted(request)) {
    refuse(
        "--html, --csv, --json and --trace are made of a report that is there: join first, then "
        "say mpietl report ALL.h5 --html FILE",
        "report ");
  }
  if (request.report && !makes) {
    refuse("-o names a report to make, with --join or --from-journal", "report ");
  }
}

/// One input that ends in .toml is the job file.
void find_job_file(RunRequest& request) {
  const auto is_job = [](const std::string& path) { return path.ends_with(".toml"); };
  const auto found = std::find_if(request.paths.begin(), request.paths.end(), is_job);
  if (found == request.paths.end()) return;
  if (!request.job_file.empty() || std::count_if(found + 1, request.paths.end(), is_job) > 0) {
    throw Error(Reason::usage, "more than one job file: name one");
  }
  request.job_file = *found;
  request.paths.erase(found);
}

}  // namespace

Request parse_command_line(int argc, const char* const* argv) {
  if (argc <= 1) {
    RunRequest demo;
    demo.is_demo = true;
    return demo;
  }
  const std::string command = argv[1];
  if (command == "--help" || command == "-h") return TextRequest{overview};
  if (command == "--version") return TextRequest{version_text()};
  if (command.starts_with("--")) {
    auto request = parse<RunRequest>("run", argc, argv, 1);
    if (auto* run = std::get_if<RunRequest>(&request)) run->is_demo = true;
    return request;
  }
  if (command == "run") {
    auto request = parse<RunRequest>(command, argc, argv);
    if (auto* run = std::get_if<RunRequest>(&request)) find_job_file(*run);
    return request;
  }
  if (command == "bench") {
    auto request = parse<BenchRequest>(command, argc, argv);
    if (auto* bench = std::get_if<BenchRequest>(&request)) find_job_file(bench->run);
    return request;
  }
  if (command == "generate") return parse<GenerateRequest>(command, argc, argv);
  if (command == "verify") return parse<VerifyRequest>(command, argc, argv);
  if (command == "report") {
    auto request = parse<ReportRequest>(command, argc, argv);
    if (const auto* report = std::get_if<ReportRequest>(&request)) require_source(*report);
    return request;
  }
  if (command == "plan") return parse<PlanRequest>(command, argc, argv);
  refuse("unknown command '" + escape(command) + "'" +
             suggestion(command, {"run", "bench", "generate", "report", "verify", "plan", "--help",
                                  "--version"}),
         "");
}

}  // namespace mpietl::app
