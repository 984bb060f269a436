#include <sstream>

#include "mpietl/view/render.hpp"
#include "report/sample_reports.hpp"
#include "support/catch.hpp"
#include "support/contains.hpp"
#include "view/terminal_text.hpp"

using mpietl::report::NamedRun;
using mpietl::test::contains;

namespace report = mpietl::report;
namespace view = mpietl::view;

namespace {

std::string compared(const std::vector<NamedRun>& runs, int columns = 120) {
  const auto text = view::render_comparison(report::compare(runs), {columns, false});
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    INFO(line);
    CHECK(view::width(line) <= static_cast<std::size_t>(columns));
  }
  return text;
}

NamedRun run_of(const std::string& name, std::size_t ranks) {
  return {name, name, 1, {}, report::test::plausible_report(200, ranks)};
}

}  // namespace

TEST_CASE("runs stand side by side at any width") {
  std::vector<NamedRun> runs;
  for (const std::size_t ranks : {1U, 2U, 4U, 8U, 16U, 32U, 64U, 128U}) {
    runs.push_back(run_of(std::string(60, 'd') + std::to_string(ranks) + ".h5", ranks));
  }
  for (const int columns : {40, 80, 200}) compared(runs, columns);
  CHECK(!compared({}).empty());
}

TEST_CASE("what was compared is named, and what must not differ is listed") {
  auto second = run_of("b.h5", 2);
  second.report.files[5].digest = "another";
  auto text = compared({run_of("a.h5", 1), second});
  CHECK(contains(text, "strong: the same work"));
  CHECK(contains(text, "ranks: 1 (a.h5); 2 (b.h5)"));
  CHECK(contains(text, "1 output of the same job with other bits"));
  CHECK(contains(text, "another b.h5"));
  CHECK(contains(text, "b.h5: no spread known"));
  second.report.summary.seed = 1;
  text = compared({run_of("a.h5", 1), second});
  CHECK(contains(text, "seed or chain differ"));
  CHECK(!contains(text, "other bits"));
}
