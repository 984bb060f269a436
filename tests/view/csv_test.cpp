#include "mpietl/view/csv.hpp"

#include <algorithm>
#include <limits>
#include <string>
#include <string_view>
#include <tuple>

#include "mpietl/core/record_columns.hpp"
#include "report/sample_reports.hpp"
#include "support/catch.hpp"

using namespace mpietl;

namespace report = mpietl::report;

namespace {

std::string csv_of(const report::Report& report) {
  std::string text;
  view::write_csv(report, [&](std::string_view piece) { text += piece; });
  return text;
}

/// The row after the header of a report with that one file.
std::string line_of(const Record& file) {
  report::Report report;
  report.files.push_back(file);
  const auto text = csv_of(report);
  return text.substr(text.find('\n') + 1);
}

}  // namespace

TEST_CASE("a table without rows has its header") {
  std::string names;
  for_each_column(file_columns, [&](const auto& column) {
    names += (names.empty() ? "" : ",") + std::string(column.name);
  });
  CHECK(csv_of({}) == names + "\n");
}

TEST_CASE("missing values are empty cells") {
  const auto line = line_of({});
  CHECK(line.find("-1") == std::string::npos);
  CHECK(line.find("nan") == std::string::npos);
  CHECK(line.starts_with(",,,skipped,"));
  CHECK(std::ranges::count(line, ',') ==
        static_cast<int>(std::tuple_size_v<decltype(file_columns)>) - 1);
}

TEST_CASE("cells are quoted where necessary") {
  Record file;
  file.index = 7;
  file.path = "a,b.wav";
  file.output = R"(say "a".wav)";
  file.status = Status::failed;
  file.error = "two\nlines";
  file.warning = "=1+1 é";
  CHECK(line_of(file).starts_with(
      "7,\"a,b.wav\",\"say \"\"a\"\".wav\",failed,\"two\nlines\",,=1+1 é,"));
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
