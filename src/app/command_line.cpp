#include "mpietl/app/command_line.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>

#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"

namespace mpietl::app {

namespace {

constexpr const char* about =
    "Runs audio files through a chain of transforms, on MPI ranks and OpenMP threads.\n"
    "Alone, it runs the demonstration: 24 tones in ./sounds get Gaussian noise.";

void add_run(CLI::App& app, RunRequest& request) {
  auto* run = app.add_subcommand("run", "run the ETL on files and folders");
  run->add_option("INPUT", request.paths,
                  "audio files, folders, or one job file (*.toml); folders are walked")
      ->option_text("[JOB.toml] [INPUT...]");
  run->add_option("--job", request.job_file, "job file, by any name")->option_text("FILE");
  run->add_option("--files-from", request.files_from,
                  "list of files, one a line; -: standard input")
      ->option_text("FILE");
  run->add_flag("-0,--null", request.files_from_null,
                "names in the list end with NUL, as find -print0 writes them");
  run->add_option("--output-dir", request.output_dir,
                  "folder for outputs; the tree of an input folder is mirrored")
      ->option_text("DIR");
  run->add_option("--suffix", request.suffix, "put behind the name of each output [-transformed]")
      ->option_text("TEXT");
  run->add_option("--transform", request.transforms,
                  "gaussian_noise:stddev=0.1 or clip:min=-1,max=1; repeat for a chain")
      ->option_text("NAME[:key=value,...]")
      ->allow_extra_args(false);
  run->add_option("--seed", request.seed, "of the random numbers [0]")->option_text("N");
  run->add_option("--threads", request.threads, "of each rank [the cores that it may use]")
      ->option_text("N");
  run->add_option("--report", request.report, "HDF5 report to write [mpietl-report.h5]")
      ->option_text("FILE");
  run->add_option("--progress", request.progress, "auto, bar, plain or none [auto]")
      ->option_text("STYLE");
}

void add_generate(CLI::App& app, GenerateRequest& request) {
  auto* generate = app.add_subcommand("generate", "make test tones where they are missing");
  auto& tones = request.tones;
  const auto option = [&](const char* name, auto& value, const char* text) {
    generate->add_option(name, value, text)->capture_default_str();
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

void add_report(CLI::App& app, ReportRequest& request) {
  auto* report = app.add_subcommand("report", "show a report");
  report->add_option("REPORT", request.path, "HDF5 file that `mpietl run` wrote")->required();
}

/// "unknown option --sed; did you mean --seed?"
std::string unknown_argument(const CLI::App& app, const std::string& argument) {
  std::string text = "unknown option or argument '" + escape(argument) + "'";
  const auto used = app.get_subcommands();
  const CLI::App& command = used.empty() ? app : *used.front();
  std::vector<std::string> names;
  for (const auto* option : command.get_options()) names.push_back(option->get_name());
  for (const auto* each : command.get_subcommands({})) names.push_back(each->get_name());
  const std::vector<std::string_view> views(names.begin(), names.end());
  const auto near = nearest(argument.substr(0, argument.find('=')), views);
  if (!near.empty()) text += "; did you mean '" + near + "'?";
  return text;
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

/// The words behind the program's name, last one first, as CLI11 wants them. "--name=" becomes
/// "--name" and an empty word; CLI11 would take the next word instead.
std::vector<std::string> reversed_words(int argc, const char* const* argv) {
  std::vector<std::string> words;
  for (int i = 1; i < argc; ++i) {
    std::string word = argv[i];
    const bool is_empty_value = word.starts_with("--") && word.find('=') == word.size() - 1;
    if (is_empty_value) word.pop_back();
    words.push_back(std::move(word));
    if (is_empty_value) words.emplace_back();
  }
  std::reverse(words.begin(), words.end());
  return words;
}

}  // namespace

Request parse_command_line(int argc, const char* const* argv) {
  RunRequest run;
  run.is_demo = argc <= 1;
  if (run.is_demo) return run;
  GenerateRequest generate;
  ReportRequest report;
  CLI::App app(about, "mpietl");
  app.set_version_flag("--version", "mpietl " MPIETL_VERSION);
  add_run(app, run);
  add_generate(app, generate);
  add_report(app, report);
  try {
    app.parse(reversed_words(argc, argv));
  } catch (const CLI::CallForHelp&) {
    const auto used = app.get_subcommands();
    return TextRequest{used.empty() ? app.help() : used.front()->help("mpietl")};
  } catch (const CLI::CallForVersion& version) {
    return TextRequest{std::string(version.what()) + "\n"};
  } catch (const CLI::ExtrasError&) {
    throw Error(Reason::usage, unknown_argument(app, app.remaining(true).front()) +
                                   "\nmpietl --help lists what there is");
  } catch (const CLI::ParseError& error) {
    throw Error(Reason::usage, std::string(error.what()) + "\nmpietl --help lists what there is");
  }
  if (app.get_subcommands().empty()) {
    throw Error(Reason::usage, "no command given\nmpietl --help lists what there is");
  }
  if (app.got_subcommand("report")) return report;
  if (app.got_subcommand("generate")) return generate;
  find_job_file(run);
  return run;
}

}  // namespace mpietl::app
