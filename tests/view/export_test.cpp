#include <algorithm>
#include <limits>
#include <string>
#include <string_view>
#include <tuple>

#include "mpietl/core/record_columns.hpp"
#include "mpietl/view/csv.hpp"
#include "mpietl/view/json.hpp"
#include "mpietl/view/trace.hpp"
#include "report/sample_reports.hpp"
#include "support/catch.hpp"
#include "support/contains.hpp"

using namespace mpietl;
using mpietl::test::contains;

namespace report = mpietl::report;

namespace {

std::string csv_of(const report::Report& report) {
  std::string text;
  view::write_csv(report, [&](std::string_view piece) { text += piece; });
  return text;
}

/// The row behind the header of a report with that one file.
std::string line_of(const Record& file) {
  report::Report report;
  report.files.push_back(file);
  const auto text = csv_of(report);
  return text.substr(text.find('\n') + 1);
}

std::string json_of(const report::Report& run) {
  std::string text;
  view::write_json(report::Analysis(run), [&](std::string_view part) { text += part; });
  return text;
}

std::string trace_of(const report::Report& report) {
  std::string text;
  view::write_trace(report, [&](std::string_view piece) { text += piece; });
  return text;
}

Record file_of(std::int32_t rank, double start, double seconds) {
  Record file;
  file.path = "in/a.wav";
  file.rank = rank;
  file.thread = 1;
  file.start = start;
  file.total_seconds = seconds;
  return file;
}

report::Report report_of(const std::vector<Record>& files) {
  report::Report report;
  report.files = files;
  return report;
}

}  // namespace

TEST_CASE("a table of no rows has its header") {
  std::string names;
  for_each_column(record_columns, [&](const auto& column) {
    names += (names.empty() ? "" : ",") + std::string(column.name);
  });
  CHECK(csv_of({}) == names + "\n");
}

TEST_CASE("what a row does not hold is an empty cell") {
  const auto line = line_of({});
  CHECK(line.find("-1") == std::string::npos);
  CHECK(line.find("nan") == std::string::npos);
  CHECK(line.starts_with(",,,skipped,"));
  CHECK(std::ranges::count(line, ',') ==
        static_cast<int>(std::tuple_size_v<decltype(record_columns)>) - 1);
}

TEST_CASE("cells are quoted where they must be") {
  Record file;
  file.index = 7;
  file.path = "a,b.wav";
  file.output = R"(say "a".wav)";
  file.status = Status::failed;
  file.error = "two\nlines";
  file.warning = "=1+1 é";
  CHECK(line_of(file).starts_with(
      "7,\"a,b.wav\",\"say \"\"a\"\".wav\",failed,\"two\nlines\",=1+1 é,"));
}

TEST_CASE("numbers are as short as they can be, and read back") {
  Record file;
  file.total_seconds = 0.1;
  file.read_seconds = std::numeric_limits<double>::denorm_min();
  file.transform_seconds = -0.0;
  file.write_seconds = std::numeric_limits<double>::infinity();
  file.silent = std::numeric_limits<std::int64_t>::max();
  const auto line = line_of(file);
  CHECK(line.find(",5e-324,-0,inf,") != std::string::npos);
  CHECK(line.find(",0.1,") != std::string::npos);
  CHECK(line.find(",9223372036854775807,") != std::string::npos);
}

TEST_CASE("many rows come in pieces and are all there") {
  const auto report = report::test::plausible_report(5000, 3);
  std::size_t largest = 0;
  std::size_t lines = 0;
  view::write_csv(report, [&](std::string_view piece) {
    largest = std::max(largest, piece.size());
    lines += static_cast<std::size_t>(std::ranges::count(piece, '\n'));
    CHECK(piece.ends_with('\n'));
  });
  CHECK(lines == 5001);
  CHECK(largest < 100'000);
}

TEST_CASE("the version comes first, and numbers that are none are null") {
  const auto text = json_of({});
  CHECK(text.starts_with("{\n \"mpietl_report_json\": 1,"));
  CHECK(contains(text, "\"parallel\": null"));
  CHECK(contains(text, "\"slowest_rank\": null"));
  CHECK(!contains(text, "nan"));
}

TEST_CASE("any text can stand in a report") {
  auto run = report::test::random_report(3, 30);
  run.files[0].path = "\xff\"\n";
  run.files[0].total_seconds = 1e300;
  run.files[0].status = mpietl::Status::done;
  CHECK(!json_of(run).empty());
}

TEST_CASE("a comparison holds its runs") {
  auto runs = report::test::plausible_runs(20, 2).runs;
  std::string text;
  view::write_json(report::compare(runs), [&](std::string_view part) { text += part; });
  CHECK(contains(text, "\"scaling\": \"strong\""));
  CHECK(contains(text, "\"verdict\": \"first\""));
  CHECK(contains(text, "\"configuration\": \"r2_t2_dynamic\""));
}

TEST_CASE("a report of nothing is a timeline of nothing") {
  const auto text = trace_of({});
  CHECK(text.starts_with("{\"displayTimeUnit\":\"ms\",\"traceEvents\":[\n"));
  CHECK(text.ends_with("\"files_not_worked_on_left_out\":0}}\n"));
  CHECK(!contains(text, "\"ph\":\"X\""));
}

TEST_CASE("a file is a slice in exact fractions of a microsecond, with its stages") {
  auto file = file_of(3, 1.000000126, 0.01);
  file.read_seconds = 0.002;
  file.write_seconds = 0.004;
  file.bytes_in = 12;
  const auto text = trace_of(report_of({file}));
  CHECK(contains(text,
                 R"({"ph":"X","pid":4,"tid":2,"name":"a.wav","ts":1000000.125,"dur":10000,)"
                 R"("args":{"path":"in/a.wav","status":"skipped","bytes_in":12,"attempt":0}})"));
  CHECK(contains(text, R"("name":"read","ts":1000000.125,"dur":2000})"));
  CHECK(contains(text, R"("name":"write","ts":1002000.125,"dur":4000})"));
  CHECK(!contains(text, R"("name":"transform")"));
}

TEST_CASE("stages of a file that threads shared are scaled into it") {
  auto file = file_of(0, 1.0, 0.01);
  file.read_seconds = 0.01;
  file.transform_seconds = 0.03;
  const auto text = trace_of(report_of({file}));
  CHECK(contains(text, R"("stages_scaled_by":0.25)"));
  CHECK(contains(text, R"("name":"read","ts":1000000,"dur":2500})"));
  CHECK(contains(text, R"("name":"transform","ts":1002500,"dur":7500})"));
}

TEST_CASE("files of a thread that seem to overlap are told apart") {
  const auto text = trace_of(report_of({file_of(0, 2.0, 1.0), file_of(0, 1.0, 1.5)}));
  CHECK(contains(text, R"("ts":1000000,"dur":1500000,)"));
  CHECK(contains(text, R"("ts":2500000,"dur":500000,)"));
}

TEST_CASE("text is escaped, whatever it holds") {
  auto file = file_of(0, 1.0, 1.0);
  file.path = "in/\"a\\\x01.wav";
  file.error = "\xff";
  const auto text = trace_of(report_of({file}));
  CHECK(contains(text, R"("name":"\"a\\\u0001.wav")"));
  CHECK(contains(text, R"("error":"\\xff")"));
}

TEST_CASE("files that no time is known of, or of another clock, are counted") {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  auto earlier = file_of(0, 1.0, 1.0);
  earlier.run = 7;
  const auto text = trace_of(report_of({file_of(-1, 1.0, 1.0), file_of(0, nan, 1.0),
                                        file_of(0, 1.0, nan), file_of(0, 1.0, -1.0), earlier}));
  CHECK(contains(text, R"("files_shown":0,"files_of_earlier_runs_left_out":1,)"));
  CHECK(contains(text, R"("files_not_worked_on_left_out":4)"));
}

TEST_CASE("counters are means of equal stretches, and end at nothing") {
  auto file = file_of(0, 0.0, 6.0);
  file.status = Status::done;
  file.bytes_in = 12'000'000;
  file.bytes_out = 3'000'000;
  const auto text = trace_of(report_of({file}));
  CHECK(contains(text, R"("name":"MB/s","ts":10000,"args":{"in":2,"out":0.5}})"));
  CHECK(contains(text, R"("name":"files","ts":5990000,"args":{"in work":1}})"));
  CHECK(contains(text, R"("name":"MB/s","ts":6000000,"args":{"in":0,"out":0}})"));
}

TEST_CASE("a large trace comes in pieces") {
  std::size_t largest = 0;
  view::write_trace(report::test::plausible_report(5000, 3),
                    [&](std::string_view piece) { largest = std::max(largest, piece.size()); });
  CHECK(largest < 100'000);
}
