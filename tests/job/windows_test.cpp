#include "job/windows.hpp"

#include <cmath>
#include <set>

#include "job/refusal.hpp"
#include "mpietl/job/items.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace mpietl;

namespace {

job::Job with_window(double seconds, double hop_seconds, bool keep_last = false) {
  job::Job job;
  job.window = job::Duration{seconds};
  if (hop_seconds > 0) job.hop = job::Duration{hop_seconds};
  job.keep_last = keep_last;
  return job;
}

using Parts = std::vector<std::pair<double, double>>;  // begin and length

Parts parts_of(const job::Windows& windows) {
  Parts parts;
  for (const auto& each : windows.parts) {
    parts.emplace_back(each.offset_seconds, each.duration_seconds);
  }
  return parts;
}

constexpr int rate = 16'000;

job::Windows cut(double seconds, const job::Job& job, const job::Segment& part = {}) {
  const auto frames = static_cast<std::int64_t>(std::llround(seconds * rate));
  return job::windows_of(part, {frames, rate, true, {}}, job);
}

/// What this process sees, with inputs of these lengths.
job::FileSystem with_lengths(std::vector<job::InputLength> lengths) {
  auto file_system = job::local_file_system();
  file_system.lengths = [lengths](const auto& /*stream*/, std::size_t count, const auto& /*item*/) {
    CHECK(count == lengths.size());
    return lengths;
  };
  return file_system;
}

std::vector<std::string> identities(const job::ItemList& items) {
  std::vector<std::string> found;
  for (std::size_t i = 0; i < items.size(); ++i) found.push_back(items.identity(i));
  return found;
}

}  // namespace

TEST_CASE("windows are whole, a hop apart, and the rest is told", "[job]") {
  CHECK(parts_of(cut(25, with_window(10, 0))) == Parts{{0, 10}, {10, 10}});
  CHECK(cut(25, with_window(10, 0)).rest_seconds == 5.0);
  CHECK(parts_of(cut(25, with_window(10, 5))) == Parts{{0, 10}, {5, 10}, {10, 10}, {15, 10}});
  CHECK(cut(25, with_window(10, 5)).rest_seconds == 0.0);
  CHECK(cut(27, with_window(10, 5)).rest_seconds == 2.0);
  CHECK(parts_of(cut(9, with_window(10, 5))).empty());
  CHECK(cut(9, with_window(10, 5)).rest_seconds == 9.0);
}

TEST_CASE("what lies between windows is no rest", "[job]") {
  CHECK(parts_of(cut(14, with_window(10, 15))) == Parts{{0, 10}});
  CHECK(cut(14, with_window(10, 15, true)).parts.size() == 1);
  CHECK(cut(14, with_window(10, 15)).rest_seconds == 0.0);
  CHECK(cut(18, with_window(10, 15)).rest_seconds == 3.0);
}

TEST_CASE("the last window may be kept", "[job]") {
  CHECK(parts_of(cut(25, with_window(10, 0, true))) == Parts{{0, 10}, {10, 10}, {20, 5}});
  CHECK(parts_of(cut(27, with_window(10, 5, true))).back() == std::pair(20.0, 7.0));
  CHECK(parts_of(cut(9, with_window(10, 5, true))) == Parts{{0, 9}});
  CHECK(cut(27, with_window(10, 5, true)).rest_seconds == 0.0);
  CHECK(cut(20, with_window(10, 0, true)).parts.size() == 2);
  CHECK(cut(0, with_window(10, 0, true)).parts.empty());
}

TEST_CASE("windows of a part stay in it", "[job]") {
  CHECK(parts_of(cut(60, with_window(4, 0), {7, 10})) == Parts{{7, 4}, {11, 4}});
  CHECK(cut(60, with_window(4, 0), {7, 10}).rest_seconds == 2.0);
  CHECK(parts_of(cut(12, with_window(4, 0), {7, -1})) == Parts{{7, 4}});
  CHECK(parts_of(cut(12, with_window(4, 0), {7, 10})) == Parts{{7, 4}});
}

TEST_CASE("windows are counted in frames, not in seconds", "[job]") {
  const auto job = with_window(0.1, 0);
  const auto windows = job::windows_of({}, {4410 * 1000, 44'100, true, {}}, job);
  CHECK(windows.parts.size() == 1000);
  CHECK(windows.rest_seconds == 0.0);
  const auto less = job::windows_of({}, {4410 * 1000 - 1, 44'100, true, {}}, job);
  CHECK(less.parts.size() == 999);
  CHECK(std::nearbyint(less.rest_seconds * 44'100) == 4409);
}

TEST_CASE("a header that declares too much for windows is refused", "[job]") {
  CHECK_THROWS(job::windows_of({}, {std::int64_t{1} << 50U, rate, true, {}}, with_window(1, 0)));
}

TEST_CASE("windows are the items of a folder", "[job]") {
  const test::TemporaryFolder folder;
  for (const auto* name : {"a.wav", "b.mp3", "c.wav", "d.wav"}) {
    test::write_all(folder / name, "x");
  }
  auto job = with_window(1, 0.5);
  job.paths = {folder.path()};
  CHECK(test::names(test::listing_refusal(job), {"--output-dir"}));
  job.output_dir = "out";
  const auto files = with_lengths({{rate * 2 + 100, rate, true, {}},
                                   {rate, rate, true, {}},
                                   {-1, 0, false, "broken"},
                                   {rate / 2, rate, true, {}}});
  const auto listing = job::list_items(job, files);
  REQUIRE(identities(listing.items) ==
          std::vector<std::string>{"a-0000000-0001000", "a-0000500-0001500", "a-0001000-0002000",
                                   "b-0000000-0001000", "c"});
  const auto second = listing.items[1];
  CHECK(second.input == folder / "a.wav");
  CHECK(second.output == "out/a-0000500-0001500-transformed.wav");
  CHECK(second.offset_seconds == 0.5);
  CHECK(second.duration_seconds == 1.0);
  CHECK(second.bytes == 1);
  CHECK(listing.items[3].output == "out/b-0000000-0001000-transformed.mp3");
  CHECK(listing.items[4].fault == "broken");
  CHECK(listing.window_rests.inputs == 2);
  CHECK(listing.window_rests.without_window == 1);
  CHECK(std::abs(listing.window_rests.seconds - 0.5 - 100.0 / rate) < 1e-9);
  CHECK_FALSE(listing.manifest);
}

TEST_CASE("windows of files that are called the same have their own random numbers", "[job]") {
  const test::TemporaryFolder folder;
  for (const auto* name : {"x", "y"}) {
    std::filesystem::create_directories(folder / name);
    test::write_all(folder / name + "/a.wav", "x");
  }
  auto job = with_window(1, 0);
  job.paths = {folder / "x", folder / "y"};
  job.no_output = true;
  const job::InputLength two_seconds{2 * rate, rate, true, {}};
  const auto items = job::list_items(job, with_lengths({two_seconds, two_seconds})).items;
  const auto found = identities(items);
  CHECK(std::set<std::string>(found.begin(), found.end()).size() == 4);
}

TEST_CASE("windows of segments and manifests are named by their ids", "[job]") {
  const test::TemporaryFolder folder;
  test::write_all(folder / "a.wav", "");
  test::write_all(folder / "wav.scp", "rec1 a.wav\n");
  test::write_all(folder / "segments", "u1 rec1 1 3.5\nu2 rec1 9 10\n");
  auto job = with_window(1, 0);
  job.manifest = folder / "wav.scp";
  job.segments = folder / "segments";
  job.output_dir = "out";
  const job::InputLength length{5 * rate, rate, true, {}};
  const auto listing = job::list_items(job, with_lengths({length, length}));
  // The part behind the end fails by itself.
  CHECK(identities(listing.items) ==
        std::vector<std::string>{"u1-0001000-0002000", "u1-0002000-0003000", "u2"});
  CHECK(listing.items[0].input == folder / "a.wav");
  CHECK(listing.items[2].offset_seconds == 9.0);
  REQUIRE(listing.manifest);
  CHECK(listing.first_of_manifest() == 0);
  Record done;
  done.status = Status::done;
  done.output = "x.wav";
  CHECK(listing.manifest->of_outputs([&](std::size_t i) { return i == 1 ? done : Record(); }) ==
        "u1-0002000-0003000 x.wav\n");
}

TEST_CASE("windows of a folder have the manifest that is asked for", "[job]") {
  const test::TemporaryFolder folder;
  test::write_all(folder / "a b.wav", "");
  auto job = with_window(1, 0);
  job.paths = {folder.path()};
  job.output_dir = "out";
  job.output_manifest = "m.jsonl";
  const auto files = with_lengths({{rate, rate, true, {}}});
  CHECK(job::list_items(job, files).manifest->kind() == job::ManifestKind::nemo);
  job.output_manifest = "m.scp";
  CHECK(test::names(test::refusal([&] { job::list_items(job, files); }), {"a b-0000000-0001000"}));
}

TEST_CASE("options of windows that do not go together are refused", "[job]") {
  job::Job job;
  job.paths = {"x"};
  job.keep_last = true;
  CHECK(test::names(test::listing_refusal(job), {"--keep-last", "--window"}));
  job.hop = job::Duration{1};
  CHECK(test::names(test::listing_refusal(job), {"--hop", "--window"}));
  CHECK(test::names(test::listing_refusal(with_window(1e-4, 0)), {"--window"}));
}
