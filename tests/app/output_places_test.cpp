#include "app/output_places.hpp"

#include <filesystem>

#include "mpietl/core/error.hpp"
#include "mpietl/report/report.hpp"
#include "support/catch.hpp"
#include "support/failure.hpp"
#include "support/temporary_folder.hpp"

using namespace mpietl;
using app::OutputPlaces;

namespace {

report::Summary started_in(const std::string& folder, const std::string& output_dir = "") {
  report::Summary summary;
  summary.working_directory = folder;
  if (!output_dir.empty()) summary.job = "[output]\ndir = \"" + output_dir + "\"\n";
  return summary;
}

std::vector<Record> done(const std::string& output) {
  Record file;
  file.output = output;
  file.status = Status::done;
  return {file};
}

}  // namespace

TEST_CASE("relative outputs are below the folder that the run was started in", "[app]") {
  const test::TemporaryFolder folder;
  const OutputPlaces places(started_in(folder.path()), {});
  CHECK(places.of("out/a.wav") == folder / "out/a.wav");
  CHECK(places.of("/x/a.wav") == "/x/a.wav");
  CHECK_NOTHROW(places.require(done("out/a.wav")));
  CHECK(OutputPlaces(started_in(""), {}).of("out/a.wav") == "out/a.wav");
  const auto here = std::filesystem::current_path().string();
  CHECK(OutputPlaces(started_in(here), {}).of("out/a.wav") == "out/a.wav");
}

TEST_CASE("a root replaces the folder of the run", "[app]") {
  const OutputPlaces places(started_in("/before"), "/now");
  CHECK(places.of("out/a.wav") == "/now/out/a.wav");
  CHECK(places.of("/before/out/a.wav") == "/now/out/a.wav");
  CHECK(places.of("/beforehand/a.wav") == "/beforehand/a.wav");
  CHECK(places.of("/elsewhere/a.wav") == "/elsewhere/a.wav");
}

TEST_CASE("a root replaces an absolute folder of outputs", "[app]") {
  const OutputPlaces places(started_in("/before", "/scratch/out"), "/now");
  CHECK(places.of("/scratch/out/b/a.wav") == "/now/b/a.wav");
  CHECK(places.of("/before/a.wav") == "/before/a.wav");
}

TEST_CASE("a missing folder is reported, and a root without effect", "[app]") {
  const test::TemporaryFolder folder;
  const OutputPlaces gone(started_in("/no/such/folder"), {});
  CHECK_NOTHROW(gone.require(done("/x/a.wav")));
  CHECK(test::failure_of([&] { gone.require(done("a.wav")); }).reason() == Reason::not_found);
  const OutputPlaces nowhere(started_in("/before"), "/no/such/folder");
  CHECK(test::failure_of([&] { nowhere.require(done("a.wav")); }).reason() == Reason::not_found);
  const OutputPlaces in_vain(started_in("/before"), folder.path());
  CHECK(test::failure_of([&] { in_vain.require(done("/x/a.wav")); }).reason() == Reason::usage);
}
