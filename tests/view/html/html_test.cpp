#include "mpietl/view/html/html.hpp"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "mpietl/report/analysis/analysis.hpp"
#include "report/sample_reports.hpp"
#include "support/catch.hpp"
#include "view/html/axes.hpp"

using mpietl::RankRecord;
using mpietl::Status;
using mpietl::report::Report;
using mpietl::view::html::Lanes;
using mpietl::view::html::LogBins;

namespace report = mpietl::report;
namespace view = mpietl::view;

namespace {

template <class Shown>
std::string page_of(const Shown& shown) {
  std::string page;
  view::write_html(shown, [&](std::string_view text) { page += text; });
  return page;
}

/// The data in the page, between its tags.
std::string data_text(const std::string& page) {
  const std::string begin = R"(id="data">)";
  const auto from = page.find(begin) + begin.size();
  return page.substr(from, page.find("</script>", from) - from);
}

template <class Shown>
nlohmann::json data_of(const Shown& shown) {
  return nlohmann::json::parse(data_text(page_of(shown)));
}

std::vector<RankRecord> ranks_of(int count, int threads, int ranks_a_host) {
  std::vector<RankRecord> ranks(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) {
    ranks[static_cast<std::size_t>(i)].rank = i;
    ranks[static_cast<std::size_t>(i)].threads = threads;
    ranks[static_cast<std::size_t>(i)].host = "node" + std::to_string(i / ranks_a_host);
  }
  return ranks;
}

int count(const std::string& text, std::string_view part) {
  int found = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

double sum(const nlohmann::json& numbers) {
  double total = 0.0;
  for (const auto& number : numbers) total += number.get<double>();
  return total;
}

}  // namespace

TEST_CASE("the page is complete, and nothing in a report can end its data") {
  Report sample = report::test::plausible_report(20, 2);
  sample.files[3].path = "</script><script>alert(1)</script><!--";
  sample.files[4].path = "\xff not UTF-8";
  const std::string page = page_of(sample);
  CHECK(page.starts_with("<!DOCTYPE html>"));
  CHECK(page.ends_with("</html>\n"));
  for (const auto* const mark : {"@STYLE@", "@LICENCE@", "@DATA@", "@SCRIPT@", "<!--"})
    CHECK(page.find(mark) == std::string::npos);
  CHECK(data_text(page).find('<') == std::string::npos);
  const auto data = nlohmann::json::parse(data_text(page));
  CHECK(data["runs"][0]["files"]["rows"][3][0] == sample.files[3].path);
}

TEST_CASE("nothing in the page's own files ends their elements, and nothing is loaded") {
  const std::string page = page_of(Report{});
  CHECK(count(page, "<script") == 2);
  CHECK(count(page, "</script") == 2);
  CHECK(count(page, "<style") == 1);
  CHECK(count(page, "</style") == 1);
  CHECK(count(page, "default-src 'none'") == 1);
}

TEST_CASE("any report gives a page, even an empty one") {
  CHECK(data_of(Report{})["runs"][0]["throughput"].is_null());
  for (std::uint64_t seed = 0; seed < 20; ++seed)
    CHECK(data_of(report::test::random_report(seed, 30))["runs"].size() == 1);
  CHECK(data_of(report::Runs{})["runs"].empty());
}

TEST_CASE("large numbers of files are aggregated without loss") {
  const Report many = report::test::plausible_report(6000, 4);
  const auto run = data_of(many)["runs"][0];
  CHECK_FALSE(run["timeline"]["by_file"]);
  CHECK(sum(run["timeline"]["slices"]["files"]) == 6000);
  CHECK(sum(run["histogram"]["done"]) + sum(run["histogram"]["failed"]) == 6000);
  CHECK(sum(run["scatter"]["bins"]["count"]) + run["scatter"]["left_out"].get<double>() == 6000);
  const auto bytes = 1e6 * run["throughput"]["step_seconds"].get<double>() *
                     sum(run["throughput"]["megabytes_in"]);
  CHECK(bytes == Approx(static_cast<double>(many.summary.bytes_in)).epsilon(1e-5));
  CHECK(run["files"]["rows"].size() == 1000);
  CHECK(run["files"]["all"] == 6000);
}

TEST_CASE("the page begins with counts and reasons, and what to do") {
  Report sample = report::test::plausible_report(200, 2);
  sample.files[7].status = Status::failed;
  sample.files[7].error = "no audio";
  sample.files[7].error_kind = "format";
  sample.files[8].status = Status::dropped;
  sample.files[8].error = "too short";
  const auto run = data_of(sample)["runs"][0];
  const report::Analysis analysis(sample);
  CHECK(run["counts"]["items"] == 200);
  CHECK(run["counts"]["failed"] == analysis.counts.failed);
  CHECK(run["counts"]["dropped"] == 1);
  std::int64_t failed = 0;
  for (const auto& group : run["reasons"]) {
    if (group["kind"] == "failed") failed += group["files"].get<std::int64_t>();
    if (group["reason"] != "no audio") continue;
    CHECK(group["examples"] == nlohmann::json::array({sample.files[7].path}));
    CHECK(!group["advice"].get<std::string>().empty());
  }
  CHECK(failed == analysis.counts.failed);
}

TEST_CASE("reasons beyond the first twenty are counted") {
  Report sample;
  for (std::size_t i = 1; i <= 25; ++i) {
    auto& file = sample.files.emplace_back();
    file.status = Status::failed;
    file.error = std::string(i, 'x');
  }
  const auto run = data_of(sample)["runs"][0];
  CHECK(run["reasons"].size() == 20);
  CHECK(run["other_reasons"]["failed"] == nlohmann::json{{"files", 5}, {"reasons", 5}});
}

TEST_CASE("measures are counted in bins, and commands by their exit status") {
  Report sample = report::test::plausible_report(50, 2);
  CHECK(data_of(sample)["runs"][0]["measures"].empty());
  CHECK(data_of(sample)["runs"][0]["commands"].is_null());
  std::size_t done = 0;
  for (auto& file : sample.files) {
    file.loudness = -30.0 + static_cast<double>(file.index % 7);
    file.exit_status = file.status == Status::done ? 0 : 3;
    done += file.status == Status::done ? 1U : 0U;
  }
  const auto run = data_of(sample)["runs"][0];
  REQUIRE(run["measures"].size() == 1);
  CHECK(run["measures"][0]["name"] == "loudness");
  CHECK(sum(run["measures"][0]["counts"]) == static_cast<double>(done));
  CHECK(run["commands"]["exit_statuses"][0] == nlohmann::json::array({0, done}));
}

TEST_CASE("one rank has no balance between ranks") {
  const auto has_balance = [](std::size_t ranks) {
    const auto run = data_of(report::test::plausible_report(50, ranks))["runs"][0];
    return std::ranges::any_of(run["figures"], [](const auto& figure) {
      return figure["about"] == "balance" && figure["name"] == "Load balance";
    });
  };
  CHECK_FALSE(has_balance(1));
  CHECK(has_balance(2));
}

TEST_CASE("the table has the failed and the slowest files") {
  Report many = report::test::plausible_report(6000, 4);
  many.files[10].total_seconds = 1000.0;
  const auto rows = data_of(many)["runs"][0]["files"]["rows"];
  std::size_t failed = 0;
  bool has_slowest = false;
  for (const auto& row : rows) {
    failed += row[1] == "failed" ? 1U : 0U;
    has_slowest = has_slowest || row[0] == many.files[10].path;
  }
  CHECK(failed == 60);
  CHECK(has_slowest);
}

TEST_CASE("lanes are threads, ranks, hosts or groups of ranks, as many as fit") {
  const auto kind = [](int count, int threads, int ranks_a_host) {
    const Lanes lanes(ranks_of(count, threads, ranks_a_host), 64);
    CHECK(lanes.names().size() <= 64);
    double all = 0.0;
    for (std::size_t i = 0; i < lanes.names().size(); ++i) all += lanes.threads(i);
    CHECK(all == count * threads);
    return lanes.kind();
  };
  CHECK(kind(4, 16, 2) == "thread");
  CHECK(kind(4, 17, 2) == "rank");
  CHECK(kind(640, 2, 32) == "host");
  CHECK(kind(10'000, 1, 5000) == "group of ranks");
  CHECK(kind(10'000, 1, 1) == "group of ranks");
}

TEST_CASE("each thread has its lane, and an unknown rank none") {
  const Lanes threads(ranks_of(3, 2, 3), 64);
  CHECK(threads.of(2, 1) == 5U);
  CHECK(threads.of(2, 7) == 5U);
  CHECK(threads.of(2, -1) == 4U);
  CHECK_FALSE(threads.of(3, 0));
  const Lanes groups(ranks_of(200, 1, 200), 64);
  CHECK(groups.of(199, 0) == 49U);
  CHECK(groups.names().back() == "ranks 196–199");
}

TEST_CASE("logarithmic bins hold each value between their edges") {
  const std::vector<double> values{0.0, 0.0012, 0.5, 99.0, std::nan("")};
  const LogBins bins(values, 10);
  CHECK(bins.size() == 50);
  for (const double value : {0.0012, 0.5, 99.0}) {
    CHECK(bins.lower_edge(bins.of(value)) <= value);
    CHECK(value < bins.lower_edge(bins.of(value) + 1));
  }
  CHECK(bins.of(1e-30) == 0);
  CHECK(bins.of(1e30) == bins.size() - 1);
  CHECK(LogBins({}, 10).size() == 0);
}

TEST_CASE("several runs are a scaling table and a run of each configuration") {
  const auto data = data_of(report::test::plausible_runs(100, 3));
  CHECK(data["run_count"] == 9);
  CHECK(data["runs"].size() == 3);
  CHECK(data["scaling"].size() == 3);
  CHECK(data["scaling"][0]["speedup"]["median"] == 1.0);
  CHECK(data.at("scaling_notes").size() == 1);  // one of a hundred sample files fails
}

TEST_CASE("runs of different work are reported") {
  report::Runs runs = report::test::plausible_runs(50, 1);
  runs.runs[1].report.summary.items = 60;
  const auto notes = data_of(runs).at("scaling_notes");
  CHECK(notes.back().get<std::string>().find("50 files to 60 files") != std::string::npos);
}
