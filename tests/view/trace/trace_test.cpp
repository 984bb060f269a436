#include "mpietl/view/trace/trace.hpp"

#include <algorithm>
#include <limits>
#include <string>
#include <string_view>

#include "report/sample_reports.hpp"
#include "support/catch.hpp"
#include "support/contains.hpp"

using namespace mpietl;
using mpietl::test::contains;

namespace report = mpietl::report;

namespace {

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

TEST_CASE("an empty report gives an empty timeline") {
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

TEST_CASE("files of a thread that seem to overlap are separated") {
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

TEST_CASE("files without times, or of another clock, are counted") {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  auto earlier = file_of(0, 1.0, 1.0);
  earlier.run = 7;
  const auto text = trace_of(report_of({file_of(-1, 1.0, 1.0), file_of(0, nan, 1.0),
                                        file_of(0, 1.0, nan), file_of(0, 1.0, -1.0), earlier}));
  CHECK(contains(text, R"("files_shown":0,"files_of_earlier_runs_left_out":1,)"));
  CHECK(contains(text, R"("files_not_worked_on_left_out":4)"));
}

TEST_CASE("counters are means of equal intervals, and end at 0") {
  auto file = file_of(0, 0.0, 6.0);
  file.status = Status::done;
  file.bytes_in = 12'000'000;
  file.bytes_out = 3'000'000;
  const auto text = trace_of(report_of({file}));
  CHECK(contains(text, R"("name":"MB/s","ts":10000,"args":{"in":2,"out":0.5}})"));
  CHECK(contains(text, R"("name":"files","ts":5990000,"args":{"in progress":1}})"));
  CHECK(contains(text, R"("name":"MB/s","ts":6000000,"args":{"in":0,"out":0}})"));
}

TEST_CASE("a large trace comes in pieces") {
  std::size_t largest = 0;
  view::write_trace(report::test::plausible_report(5000, 3),
                    [&](std::string_view piece) { largest = std::max(largest, piece.size()); });
  CHECK(largest < 100'000);
}
