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

// What is typed into must outlive the parsing.

using Texts = std::vector<std::string>;

/// An option of the table. Once the command line is read, `take` is called with the texts that were
/// typed for it, or with none for a flag.
template <class Owner, class Take>
void define(CLI::App& app, const job::Option<Owner>& option, const Take& take) {
  const auto names = std::string(option.short_name) + (option.short_name.empty() ? "" : ",") +
                     std::string(option.name);
  const auto help = job::help_of(option);
  const std::string placeholder(option.placeholder);
  if (job::is_flag(option)) {
    const auto take_none = [take] { take(Texts{}); };
    app.add_flag_callback(names, take_none, help);
  } else if (job::is_repeatable(option)) {
    app.add_option_function<Texts>(names, take, help)
        ->option_text(placeholder)
        ->allow_extra_args(false);
  } else {
    const auto take_one = [take](const std::string& text) { take(Texts{text}); };
    app.add_option_function<std::string>(names, take_one, help)->option_text(placeholder);
  }
}

/// An option beside the table whose value is written as a text.
template <job::Word Value>
void define(CLI::App& app, const std::string& name, Value& value, const char* help,
            const char* placeholder) {
  const auto take = [name, &value](const std::string& text) { job::from_text(text, name, value); };
  app.add_option_function<std::string>(name, take, help)->option_text(placeholder);
}

/// The inputs, and those options of the table that `is_wanted` takes.
template <class IsWanted>
void define_job(CLI::App& app, RunRequest& request, const IsWanted& is_wanted) {
  app.add_option("INPUT", request.paths,
                 "audio files, folders, or one job file (*.toml); folders are walked")
      ->option_text("[JOB.toml] [INPUT...]");
  app.add_option("--job", request.job_file, "job file, by any name")->option_text("FILE");
  for (const auto& option : job::job_options()) {
    if (option.name.empty() || !is_wanted(option)) continue;
    define(app, option, [&](const Texts& texts) { request.options.add(option, texts); });
  }
}

void define(CLI::App& run, RunRequest& request) {
  run.description("The ETL, on files and folders.");
  define_job(run, request, [](const auto&) { return true; });
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
  define_job(bench, request.run, [](const auto& option) { return option.is_of_bench; });
  const auto list = [&](const char* name, auto& values, const char* text) {
    bench.add_option(name, values, text)
        ->option_text("N,...")
        ->delimiter(',')
        ->allow_extra_args(false);
  };
  list("--ranks", request.ranks, "of those that mpirun started [1 and all]");
  list("--threads", request.threads, "of each rank [1 and all processors]");
  const auto take_schedules = [&](const Texts& names) {
    for (const auto& name : names) {
      job::from_text(name, "--schedule", request.schedules.emplace_back());
    }
  };
  bench
      .add_option_function<Texts>("--schedule", take_schedules, "dynamic, static or both [dynamic]")
      ->option_text("NAME,...")
      ->delimiter(',')
      ->allow_extra_args(false);
  list("--chunk", request.chunks, "items that a rank is given at a time [0: shrinking]");
  bench.add_option("--repetitions", request.repetitions, "rounds, each of all configurations [5]")
      ->option_text("N");
  const auto take_report = [&](const std::string& path) {
    request.run.options.add(job::option_of(&job::Job::report), {path});
  };
  bench
      .add_option_function<std::string>("--report", take_report,
                                        "HDF5 file with the report of every run [mpietl-bench.h5]")
      ->option_text("FILE");
}

void define(CLI::App& generate, GenerateRequest& request) {
  generate.description("Makes test tones, where they are missing.");
  for (const auto& option : job::tone_options()) {
    define(generate, option,
           [&](const Texts& texts) { job::set_typed(option, texts, request.tones); });
  }
  generate.add_option("--threads", request.threads, "of each rank [the cores that it may use]")
      ->option_text("N");
  define(generate, "--progress", request.progress, "auto, bar, plain or none [auto]", "STYLE");
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
  verify.add_option("--threads", request.threads, "of each rank [the cores that it may use]")
      ->option_text("N");
  define(verify, "--progress", request.progress, "auto, bar, plain or none [auto]", "STYLE");
}

void define(CLI::App& plan, PlanRequest& request) {
  plan.description("Foretells, from a run on some files, how long a job takes on other ranks.");
  plan.add_option("REPORT", request.report, "HDF5 file that `mpietl run` wrote")->required();
  plan.add_option("--ranks", request.ranks, "numbers of MPI ranks to try [1,2,4,8,...]")
      ->option_text("N[,N...]");
  plan.add_option("--items", request.items, "drawn from the report's [as many as it has]")
      ->option_text("N");
  define(plan, "--time-limit", request.time_limit, "to end within: 90s, 30m, 4h, 1d or HH:MM:SS",
         "TIME");
  plan.add_option("--threads", request.threads, "of each rank [as in the report]")
      ->option_text("N");
  plan.add_option("--cpus-per-node", request.cpus_per_node, "cores of a node [as in the report]")
      ->option_text("N");
  define(plan, "--schedule", request.schedule, "static or dynamic [dynamic]", "NAME");
  plan.add_option("--chunk", request.chunk, "items of a grant [fewer as fewer are left]")
      ->option_text("N");
}

/// The names of options that take no value.
std::vector<std::string> flags_of(const CLI::App& app) {
  std::vector<std::string> names;
  for (const auto* option : app.get_options()) {
    if (option->get_items_expected_max() > 0) continue;
    for (const auto& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

/// Reads the words behind `command` into its request.
template <class Typed>
Request parse(const std::string& command, std::vector<std::string> words) {
  Typed request;
  CLI::App app("", "mpietl " + command);
  define(app, request);
  try {
    app.parse(as_taken(std::move(words), flags_of(app)));
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
