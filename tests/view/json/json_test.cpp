#include "mpietl/view/json/json.hpp"

#include <string>
#include <string_view>

#include "report/sample_reports.hpp"
#include "support/catch.hpp"
#include "support/contains.hpp"

using namespace mpietl;
using mpietl::test::contains;

namespace report = mpietl::report;

namespace {

std::string json_of(const report::Report& run) {
  std::string text;
  view::write_json(report::Analysis(run), [&](std::string_view part) { text += part; });
  return text;
}

}  // namespace

TEST_CASE("the version comes first, and NaN is null") {
  const auto text = json_of({});
  CHECK(text.starts_with("{\n \"mpietl_report_json\": 1,"));
  CHECK(contains(text, "\"parallel\": null"));
  CHECK(contains(text, "\"slowest_rank\": null"));
  CHECK(!contains(text, "nan"));
}

TEST_CASE("a report may contain any text") {
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
