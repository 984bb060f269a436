#include <algorithm>
#include <cstdio>
#include <string>
#include <utility>
#include <variant>

#include "app/command_line.hpp"
#include "app/commands.hpp"
#include "app/missing_report.hpp"
#include "app/products.hpp"
#include "app/results.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/exit_status.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/report/analysis/analysis.hpp"
#include "mpietl/report/analysis/comparison.hpp"
#include "mpietl/report/hdf5/file.hpp"
#include "mpietl/view/csv.hpp"
#include "mpietl/view/html/html.hpp"
#include "mpietl/view/json/json.hpp"
#include "mpietl/view/text/render.hpp"
#include "mpietl/view/trace/trace.hpp"

namespace mpietl::app {

namespace {

/// Columns of `/files` that neither text nor page shows: a third of the data.
report::ColumnNames unshown_columns() {
  return {"output",  "digest",   "fingerprint", "parameters",
          "peak_in", "peak_out", "rms_in",      "rms_out"};
}

void add(report::Runs several, const std::string& path, std::vector<report::NamedRun>& runs) {
  for (auto& run : several.runs) {
    run.name = path + ":" + run.name;
    run.configuration = path + ":" + run.configuration;
    runs.push_back(std::move(run));
  }
}

/// Reads reports, and files of several runs, for a comparison. A run has the path of its report as
/// name, followed by a colon and its own name if the file has several. Throws as
/// report::read_any().
std::vector<report::NamedRun> runs_of(const std::vector<std::string>& paths) {
  std::vector<report::NamedRun> runs;
  for (const auto& path : paths) {
    const auto name = escape(path);
    auto content = report::read_any(path, {"output"});
    if (auto* const one = std::get_if<report::Report>(&content)) {
      runs.push_back({name, name, 1, {}, std::move(*one)});
    } else {
      add(std::get<report::Runs>(std::move(content)), name, runs);
    }
  }
  return runs;
}

/// Whether runs of the same job have different outputs.
bool has_mismatches(const report::Comparison& comparison) {
  return std::ranges::any_of(comparison.pairs,
                             [](const auto& pair) { return !pair.mismatches.empty(); });
}

/// Writes the page of `--html` for one report, for one of several runs, or for all runs in the
/// files. Returns whether runs of the same job have the same outputs.
bool make_page(const ReportRequest& request) {
  const auto page_of = [&](const auto& shown) {
    make_product(*request.html, [&](const view::Sink& sink) { view::write_html(shown, sink); });
  };
  if (request.paths.size() > 1) {
    const auto comparison = report::compare(runs_of(request.paths));
    page_of(comparison);
    return !has_mismatches(comparison);
  }
  const auto& path = request.paths.front();
  if (request.run) {
    page_of(report::read_run(path, *request.run));
  } else {
    std::visit(page_of, report::read_any(path, unshown_columns()));
  }
  return true;
}

/// The report for an `option` that takes only one. Throws Error(usage), with a remedy, for several,
/// and as report::read_any() and read_run().
report::Report only_report(const ReportRequest& request, const std::string& option) {
  if (request.paths.size() > 1) {
    throw Error(Reason::usage, option + " takes one report; to join several, use: mpietl " +
                                   "report --join REPORT... -o ALL.h5");
  }
  const auto& path = request.paths.front();
  if (request.run) return report::read_run(path, *request.run);
  auto content = report::read_any(path);
  if (auto* report = std::get_if<report::Report>(&content)) return std::move(*report);
  std::string names;
  for (const auto& run : std::get<report::Runs>(content).runs) names += " " + run.name;
  throw Error(Reason::usage, escape(path) + " holds several runs, and " + option +
                                 " takes one; choose one with --run:" + names);
}

/// Writes the products with a line for each file of one run.
void make_file_products(const ReportRequest& request) {
  if (!request.csv && !request.trace) return;
  const auto report = only_report(request, request.csv ? "--csv" : "--trace");
  if (request.csv) {
    make_product(*request.csv, [&](const view::Sink& sink) { view::write_csv(report, sink); });
  }
  if (request.trace) {
    make_product(*request.trace, [&](const view::Sink& sink) { view::write_trace(report, sink); });
  }
}

/// Writes the job file of one run, by which it can be repeated.
void make_job_file(const ReportRequest& request) {
  const auto summary = only_report(request, "--job").summary;
  if (summary.job.empty()) {
    throw Error(Reason::not_found, escape(request.paths.front()) +
                                       " does not have the job: it was joined of several reports, "
                                       "or made by mpietl bench");
  }
  make_product(*request.job, [&](const view::Sink& sink) { sink(summary.job); });
}

void write_json_of(const report::Report& report, const std::string& path) {
  const report::Analysis analysis(report);
  make_product(path, [&](const view::Sink& sink) { view::write_json(analysis, sink); });
}

/// Shows one report, or several side by side. False if runs of the same job have different outputs.
bool make_json(const ReportRequest& request) {
  if (request.run) {
    write_json_of(report::read_run(request.paths.front(), *request.run), *request.json);
    return true;
  }
  auto runs = runs_of(request.paths);
  if (request.paths.size() == 1 && runs.size() == 1 &&
      runs.front().name == escape(request.paths.front())) {
    write_json_of(runs.front().report, *request.json);
    return true;
  }
  const auto comparison = report::compare(std::move(runs));
  make_product(*request.json, [&](const view::Sink& sink) { view::write_json(comparison, sink); });
  return !has_mismatches(comparison);
}

/// Writes the requested products. The status is some_failed if runs of the same job have different
/// outputs.
ExitStatus make_products(const ReportRequest& request) {
  require_places(request);
  make_file_products(request);
  if (request.job) make_job_file(request);
  const bool is_same_in_page = !request.html || make_page(request);
  const bool is_same = (!request.json || make_json(request)) && is_same_in_page;
  return flush_results() && is_same ? ExitStatus::all_done : ExitStatus::some_failed;
}

std::string text_of(const ReportRequest& request, const view::Layout& layout) {
  const auto& path = request.paths.front();
  if (request.run) return view::render(report::read_run(path, *request.run), layout);
  const auto content = report::read_any(path, unshown_columns());
  if (const auto* runs = std::get_if<report::Runs>(&content))
    return view::render_runs(*runs, layout, escape(path));
  return view::render(std::get<report::Report>(content), layout);
}

ExitStatus show_comparison(const ReportRequest& request) {
  const auto comparison = report::compare(runs_of(request.paths));
  std::fputs(view::render_comparison(comparison, layout_of_results()).c_str(), stdout);
  const bool is_same = !has_mismatches(comparison);
  return flush_results() && is_same ? ExitStatus::all_done : ExitStatus::some_failed;
}

}  // namespace

ExitStatus show_report(const ReportRequest& request, const std::string& command_line) {
  if (request.schema) {
    std::fputs(report::schema_text().c_str(), stdout);
    return flush_results() ? ExitStatus::all_done : ExitStatus::some_failed;
  }
  if (request.from_journal) return report_from_journal(request);
  if (request.join) return join_reports(request, command_line);
  std::ranges::for_each(request.paths, refuse_unfinished);
  if (request.wants_product()) return make_products(request);
  if (request.paths.size() > 1) return show_comparison(request);
  std::fputs(text_of(request, layout_of_results()).c_str(), stdout);
  return flush_results() ? ExitStatus::all_done : ExitStatus::some_failed;
}

}  // namespace mpietl::app
